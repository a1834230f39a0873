from typing import Any

from django.core.management.base import BaseCommand

from app.backend.accounts.trello_links import rotate


class Command(BaseCommand):
    """`rotate_encryption`: encrypt everything with the newest key, so that older ones can go."""

    help = "Encrypt every Trello token with the first of BACKEND_ENCRYPTION_KEYS."

    def handle(self, *_arguments: Any, **_options: Any) -> str:
        """Return how many were encrypted, which Django prints."""
        return f"{rotate()} encrypted with the newest key"
