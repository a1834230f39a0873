"""The people of the worlds, and what lets programs act for them."""

from typing import Final

from app.sandbox.models import Member
from app.sandbox.seed.builder import Builder
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN

ADA: Final = ("ada", "Ada Lovelace", "Writes programs for machines that are still being built.")
OTHERS: Final = (
    ("grace", "Grace Hopper", "Found the bug. It was a moth."),
    ("katherine", "Katherine Johnson", "Checks the numbers by hand."),
    ("margaret", "Margaret Hamilton", "Plans for what cannot happen."),
    ("radia", "Radia Perlman", "Thinks that I shall never see a graph more lovely than a tree."),
    ("alan", "Alan Turing", ""),
    ("hedy", "Hedy Lamarr", "Film, radio, and hopping between the two."),
    ("edsger", "Edsger Dijkstra", "Always takes the shortest path."),
)


def token_of(username: str) -> str:
    """Return the token of a member of these worlds: the user name, filled up to 64 characters with 0."""
    return username.ljust(len(SANDBOX_TOKEN), "0")


def application(build: Builder, members: list[Member]) -> None:
    """Add the application whose API key is known, and a token for each of the members."""
    build.world.keys[SANDBOX_API_KEY] = "Offline Trello"
    for member in members:
        build.token(member, token_of(member.username))
