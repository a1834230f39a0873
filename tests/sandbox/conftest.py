from collections.abc import AsyncIterator

import pytest

from app.sandbox.models import Board, BoardList, Card, Member
from app.sandbox.seed import demo_world, plain_world
from app.sandbox.store import World
from tests.sandbox.asking import Asking, asking
from tests.sandbox.receiver import Receiver, receiving


@pytest.fixture(scope="session")
def demo() -> World:
    """The demo workspace, which nothing changes."""
    return demo_world()


@pytest.fixture
async def trello(demo: World) -> AsyncIterator[Asking]:
    """An offline Trello with the demo workspace."""
    async with asking(demo) as asks:
        yield asks


@pytest.fixture
async def plain() -> AsyncIterator[Asking]:
    """An offline Trello with two plain boards of three lists with five cards each, to be changed at will."""
    async with asking(plain_world(boards=2)) as asks:
        yield asks


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A program that webhooks can tell."""
    async with receiving() as found:
        yield found


@pytest.fixture
def board(plain: Asking) -> Board:
    """The first plain board."""
    return next(iter(plain.world.boards))


@pytest.fixture
def card(plain: Asking, board: Board) -> Card:
    """The first card of the first plain board."""
    return plain.world.cards_of_board(board.id)[0]


@pytest.fixture
def first(plain: Asking, board: Board) -> BoardList:
    """The first list of the first plain board, which has five cards."""
    return plain.world.lists_of(board.id)[0]


@pytest.fixture
def second(plain: Asking, board: Board) -> BoardList:
    """The list to the right of it."""
    return plain.world.lists_of(board.id)[1]


@pytest.fixture
def other(plain: Asking) -> Board:
    """The second plain board."""
    return list(plain.world.boards)[1]


@pytest.fixture
def grace(plain: Asking) -> Member:
    """A normal member of both plain boards."""
    return list(plain.world.members)[1]


@pytest.fixture
def ada(plain: Asking) -> Member:
    """The member who asks."""
    return next(iter(plain.world.members))


@pytest.fixture
def demo_ada(demo: World) -> Member:
    """The member who asks in the demo workspace."""
    return next(iter(demo.members))
