from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may do what: entities, their tokens, the service's settings, and a record of every change."""

    name = "app.backend.accounts"
    label = "accounts"
