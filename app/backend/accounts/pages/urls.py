"""Where the pages are. django-allauth knows two of them by their names."""

from django.urls import path

from app.backend.accounts.openid import views
from app.backend.accounts.pages.demo import sign_in_as_demo
from app.backend.accounts.pages.login import choose_provider, sign_out
from app.backend.accounts.pages.new_token import new_token
from app.backend.accounts.pages.program import authorize_program
from app.backend.accounts.pages.trello_link import trello_link, trello_unlink

urlpatterns = [
    path("login", choose_provider, name="login"),
    path("login/oauth/authorize", authorize_program, name="authorize_program"),
    path("login/as/demo", sign_in_as_demo, name="sign_in_as_demo"),
    path("login/<slug:provider_id>", views.start, name="openid_connect_login"),
    path("callback/<slug:provider_id>", views.callback, name="openid_connect_callback"),
    path("logout", sign_out, name="logout"),
    path("token/new", new_token, name="new_token"),
    path("me/trello/link", trello_link, name="trello_link"),
    path("me/trello/unlink", trello_unlink, name="trello_unlink"),
]
