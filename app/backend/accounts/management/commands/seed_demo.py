from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from app.backend.accounts.demo import seed_demo


class Command(BaseCommand):
    """`seed_demo`: make a demo entity, and print a token of it."""

    help = "Make a demo entity and a token of it, which is printed; development only."

    def handle(self, *_arguments: Any, **_options: Any) -> str:
        """Return the token, which Django prints."""
        if not settings.BACKEND.is_development:
            raise CommandError("The demo entity is an admin: there is none outside development.")
        token = settings.BACKEND.demo_token
        return seed_demo(token.get_secret_value() if token else None)
