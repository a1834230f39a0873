from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from app.backend.accounts import tokens
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import entity_of
from app.backend.accounts.models import EntityPersona
from app.backend.errors import BackendError


class Command(BaseCommand):
    """`create_token TENANT ACCOUNT`: make an API token, and print it."""

    help = "Make an API token for an entity, and print it; it is never shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what can be written behind the command."""
        parser.add_argument("tenant", help="issuer of the account, as https://id.example.com")
        parser.add_argument("account", help="the account's subject there")
        parser.add_argument("--name", default="made on the command line")
        parser.add_argument("--seconds", type=int, default=0, help="lifetime; 0, the default, never expires")
        parser.add_argument("--persona", choices=EntityPersona.Source.values, default="api")
        parser.add_argument("--group", action="append", default=[], help="may be repeated")

    def handle(self, *_arguments: Any, **options: Any) -> str:
        """Return the token, which Django prints."""
        if not 0 <= options["seconds"] <= tokens.MAX_SECONDS:
            raise CommandError(f"--seconds: must be 0 to {tokens.MAX_SECONDS}")
        if not 0 < len(options["name"]) <= tokens.MAX_NAME:
            raise CommandError(f"--name: must be 1 to {tokens.MAX_NAME} characters")
        try:
            entity = entity_of(options["tenant"], options["account"])
            grant = tokens.Grant(
                name=options["name"],
                seconds=options["seconds"],
                source=options["persona"],
                groups=options["group"],
            )
            return tokens.grant(entity, grant, OPERATOR).token
        except BackendError as error:
            raise CommandError(error.message) from None
