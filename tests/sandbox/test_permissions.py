from collections.abc import Callable
from dataclasses import replace

import pytest

from app.sandbox import permissions
from app.sandbox.errors import Refusal
from app.sandbox.models import Action, Board, BoardList, Card, Checklist, CustomField, Label, Membership
from app.sandbox.params import Params
from app.sandbox.request import Request
from app.sandbox.seed import plain_world
from app.sandbox.store import World
from app.sandbox.viewer import Viewer

REFUSED = "unauthorized permission requested"

Editable = Callable[[Request], Board | BoardList | Card | Label | Checklist | CustomField]


@pytest.fixture
def world() -> World:
    """A board of `ada`, its admin, and `grace`, with a checklist and a custom field."""
    world = plain_world(boards=1, lists=1, cards=1)
    card = next(iter(world.cards))
    world.checklists.add(Checklist("c" * 24, card.board_id, card.id, "Steps", 1.0))
    world.custom_fields.add(CustomField("d" * 24, card.board_id, "Size", "list", 1.0))
    return world


def board_of(world: World) -> Board:
    return next(iter(world.boards))


def comment_of(world: World) -> Action:
    """Return the only comment, which `grace` wrote."""
    return next(each for each in world.actions if each.type == "commentCard")


def asking(world: World, username: str) -> Request:
    """Return a request of somebody that names everything there is."""
    member = world.members.one("username", username)
    assert member is not None
    path = {
        "board": board_of(world).id,
        "list": next(iter(world.lists)).id,
        "card": next(iter(world.cards)).id,
        "label": next(iter(world.labels)).id,
        "checklist": "c" * 24,
        "customField": "d" * 24,
        "action": comment_of(world).id,
    }
    return Request(Viewer(world, member), None, True, path, Params(), lambda _: None)


def grace_is(world: World, kind: str | None, *, deactivated: bool = False) -> None:
    """Let `grace` be a member of the board of this kind, or none."""
    board = board_of(world)
    grace = board.memberships.pop()
    if kind:
        board.memberships.append(Membership(grace.id, grace.member_id, kind, deactivated=deactivated))


def refusal(call: Callable[[], object]) -> str | None:
    """Return in which words a call is refused, None if it is not."""
    try:
        call()
    except Refusal as refused:
        return refused.message
    return None


@pytest.mark.parametrize(
    "editable",
    [
        permissions.editable_board,
        permissions.editable_list,
        permissions.editable_card,
        permissions.editable_label,
        permissions.editable_checklist,
        permissions.editable_custom_field,
    ],
)
@pytest.mark.parametrize(
    ("kind", "deactivated", "edits"),
    [
        ("admin", False, True),
        ("normal", False, True),
        ("normal", True, False),
        ("observer", False, False),
        (None, False, False),
    ],
)
def test_members_change_what_is_on_a_board_and_observers_do_not(
    world: World, editable: Editable, kind: str | None, *, deactivated: bool, edits: bool
) -> None:
    grace_is(world, kind, deactivated=deactivated)

    assert refusal(lambda: editable(asking(world, "grace"))) == (None if edits else REFUSED)


def test_what_is_named_is_what_may_be_changed(world: World) -> None:
    request = asking(world, "ada")

    assert permissions.editable_board(request) is board_of(world)
    assert permissions.editable_list(request) is next(iter(world.lists))
    assert permissions.editable_card(request) is next(iter(world.cards))
    assert permissions.editable_label(request) is next(iter(world.labels))
    assert permissions.editable_checklist(request) is world.checklists["c" * 24]
    assert permissions.editable_custom_field(request) is world.custom_fields["d" * 24]


@pytest.mark.parametrize(("kind", "administers"), [("admin", True), ("normal", False), ("observer", False)])
def test_admins_alone_administer(world: World, kind: str, *, administers: bool) -> None:
    grace_is(world, kind)
    viewer = asking(world, "grace").viewer

    assert refusal(lambda: permissions.must_administer(viewer, board_of(world))) == (
        None if administers else REFUSED
    )


def test_somebody_is_a_member_or_not(world: World) -> None:
    board = board_of(world)
    ada, grace = (each.id for each in world.members)
    grace_is(world, None)

    assert permissions.membership_of(board, ada) is board.memberships[0]
    assert permissions.membership_of(board, grace) is None
    assert permissions.membership_of(board, None) is None


@pytest.mark.parametrize(
    ("allowed", "kind", "comments"),
    [
        ("disabled", "admin", False),
        ("members", "normal", True),
        ("members", "observer", False),
        ("observers", "observer", True),
        ("observers", None, False),
        ("org", None, True),
        ("public", None, True),
        (None, "normal", True),
        (None, "observer", False),
    ],
)
def test_a_board_says_who_comments(
    world: World, allowed: str | None, kind: str | None, *, comments: bool
) -> None:
    if allowed:
        board_of(world).prefs["comments"] = allowed
    grace_is(world, kind)

    assert refusal(lambda: permissions.commentable_card(asking(world, "grace"))) == (
        None if comments else REFUSED
    )


def test_authors_alone_change_a_comment(world: World) -> None:
    assert permissions.own_comment(asking(world, "grace")) is comment_of(world)
    assert refusal(lambda: permissions.own_comment(asking(world, "ada"))) == REFUSED


def test_authors_and_admins_remove_a_comment(world: World) -> None:
    assert permissions.removable_comment(asking(world, "grace")) is comment_of(world)
    assert permissions.removable_comment(asking(world, "ada")) is comment_of(world)

    comment_of(world).creator_id = next(iter(world.members)).id

    assert refusal(lambda: permissions.removable_comment(asking(world, "grace"))) == REFUSED


@pytest.mark.parametrize(("kind", "administers"), [("admin", True), ("normal", False), (None, False)])
def test_admins_alone_change_an_organization(world: World, kind: str | None, *, administers: bool) -> None:
    organization = next(iter(world.organizations))
    grace = organization.memberships.pop()
    organization.permission_level = "public"
    if kind:
        organization.memberships.append(Membership(grace.id, grace.member_id, kind))
    request = asking(world, "grace").at(organization=organization.id)

    answer = refusal(lambda: permissions.administered_organization(request))

    assert answer == (None if administers else "unauthorized org requested")


def test_what_is_private_to_a_member_is_theirs(world: World) -> None:
    grace = asking(world, "grace")

    assert permissions.oneself(grace.at(member="me")) is grace.viewer.member
    assert permissions.own_account(grace.at(member="grace")) is grace.viewer.member
    assert refusal(lambda: permissions.oneself(grace.at(member="ada"))) == (
        "unauthorized member permission requested"
    )


def test_a_token_without_the_account_does_not_open_it(world: World) -> None:
    grace = asking(world, "grace")
    narrow = replace(grace, viewer=replace(grace.viewer, scopes=("read", "write")))

    assert refusal(lambda: permissions.own_account(narrow.at(member="me"))) == "missing scopes"
