from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string

from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import entity_of, make_admin
from app.backend.accounts.models import User
from app.backend.errors import BackendError

_PASSWORD_LENGTH = 24


class Command(BaseCommand):
    """`create_admin TENANT ACCOUNT USERNAME`: make an admin of the service, who can open `/admin`."""

    help = "Let an entity change settings, and make a user for /admin, whose password is printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what can be written behind the command."""
        parser.add_argument("tenant", help="issuer of the account, as https://id.example.com")
        parser.add_argument("account", help="the account's subject there")
        parser.add_argument("username", help="name to sign in to /admin with")

    def handle(self, *_arguments: Any, **options: Any) -> str:
        """Return the password, which Django prints."""
        if User.objects.filter(username=options["username"]).exists():
            raise CommandError("There is such a user: choose another name, or use `changepassword`.")
        try:
            entity = entity_of(options["tenant"], options["account"])
        except BackendError as error:
            raise CommandError(error.message) from None
        if entity.user is not None:
            raise CommandError(f"The entity has a user already: {entity.user.get_username()}.")
        password = get_random_string(_PASSWORD_LENGTH)
        entity.user = User.objects.create_superuser(options["username"], password=password)
        entity.save(update_fields=["user"])
        make_admin(entity, OPERATOR)
        return password
