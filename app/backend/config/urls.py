"""What is served where."""

from django.contrib import admin
from django.urls import include, path

from app.backend.accounts.api import internal, me, program, settings, token, trello_link
from app.backend.accounts.authentication import SignInFirst, ask_to_sign_in
from app.backend.http.api import BackendAPI

api = BackendAPI({SignInFirst: ask_to_sign_in})
for router in (token.router, settings.router, me.router, trello_link.router, program.router, internal.router):
    api.add_router("", router)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("app.backend.accounts.pages.urls")),
    path("", api.urls),
]
