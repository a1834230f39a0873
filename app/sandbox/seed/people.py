from typing import Final

from app.sandbox.models import Member
from app.sandbox.seed.builder import Builder
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN

ADA: Final = ("ada", "Ada Lovelace", "Writes programs for machines that are still being built.")


def application(build: Builder, first: Member) -> None:
    """Add the application whose API key is known, and a token of its first member."""
    build.world.keys[SANDBOX_API_KEY] = "Offline Trello"
    build.token(first, SANDBOX_TOKEN)
