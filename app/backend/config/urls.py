"""What is served where."""

from django.contrib import admin
from django.urls import path

from app.backend.accounts.api import internal, me, settings, token
from app.backend.http.api import BackendAPI

api = BackendAPI()
for router in (token.router, settings.router, me.router, internal.router):
    api.add_router("", router)

urlpatterns = [path("admin/", admin.site.urls), path("", api.urls)]
