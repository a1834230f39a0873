import pytest

from app.sandbox.errors import Refusal
from app.sandbox.models import Action, Board, Member, PermissionLevel
from app.sandbox.seed import plain_world
from app.sandbox.store import World
from app.sandbox.viewer import Viewer


@pytest.fixture
def world() -> World:
    world = plain_world(boards=1)
    world.members.add(Member("f" * 24, "mallory", "Mallory", "M"))
    return world


def viewer(world: World, username: str | None) -> Viewer:
    return Viewer(world, world.members.one("username", username))


def only(world: World) -> Board:
    return next(iter(world.boards))


@pytest.mark.parametrize(
    ("level", "username", "seen"),
    [
        ("private", "ada", True),
        ("private", "grace", False),
        ("org", "grace", True),
        ("org", "mallory", False),
        ("org", None, False),
        ("public", "mallory", True),
        ("public", None, True),
    ],
)
def test_a_board_is_seen_by_those_it_is_for(
    world: World, level: PermissionLevel, username: str | None, *, seen: bool
) -> None:
    board = only(world)
    board.permission_level = level
    board.memberships = [each for each in board.memberships if each.member_type == "admin"]

    assert viewer(world, username).sees_board(board) is seen
    assert viewer(world, username).sees_board_id(board.id) is seen


def test_nobody_sees_a_board_that_is_not_there(world: World) -> None:
    assert viewer(world, "ada").sees_board_id("0" * 24) is False
    assert viewer(world, "ada").sees_board_id(None) is False


def test_who_must_see_a_board_and_may_not_is_refused(world: World) -> None:
    only(world).permission_level = "private"

    with pytest.raises(Refusal, match=r"^unauthorized permission requested$"):
        viewer(world, "mallory").must_see_board(only(world))


@pytest.mark.parametrize(("level", "seen"), [("private", False), ("public", True)])
def test_an_organization_is_seen_by_its_members_or_by_all(world: World, level: str, *, seen: bool) -> None:
    organization = next(iter(world.organizations))
    organization.permission_level = level

    assert viewer(world, "mallory").sees_organization(organization) is seen
    assert viewer(world, "ada").sees_organization(organization) is True


def test_what_happened_on_no_board_is_seen_by_who_did_it(world: World) -> None:
    action = Action("e" * 24, "updateMember", "2026-01-01T00:00:00.000Z", "f" * 24, {})

    assert viewer(world, "mallory").sees_action(action) is True
    assert viewer(world, "ada").sees_action(action) is False
