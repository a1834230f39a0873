import pytest

from app.sandbox.models import Member
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds, newest

OF_ANOTHER = (401, "unauthorized member permission requested")


async def test_members_change_themselves(plain: Asking, ada: Member) -> None:
    body = await plain.put(
        "/members/me",
        fullName="Ada King",
        initials="AK",
        username="countess_1",
        bio="Countess.",
        avatarSource="gravatar",
    )

    assert body == await plain.get("/members/countess_1")
    assert {name: body[name] for name in ("id", "fullName", "initials", "username", "bio", "url")} == {
        "id": ada.id,
        "fullName": "Ada King",
        "initials": "AK",
        "username": "countess_1",
        "bio": "Countess.",
        "url": "https://trello.com/countess_1",
    }
    assert body["avatarSource"] == "gravatar"
    assert await plain.refusal("/members/ada") == (404, "The requested resource was not found.")


async def test_each_field_of_a_member_that_changes_leaves_an_action_only_they_see(
    plain: Asking, ada: Member
) -> None:
    await plain.put("/members/me", fullName="Ada King", initials=ada.initials, bio="Countess.")

    about = {"id": ada.id, "name": "Ada King"}
    assert newest(plain, 2) == [
        ("updateMember", {"member": about | {"fullName": "Ada King"}, "old": {"fullName": "Ada Lovelace"}}),
        (
            "updateMember",
            {
                "member": about | {"bio": "Countess."},
                "old": {"bio": "Writes programs for machines that are still being built."},
            },
        ),
    ]
    assert [each["type"] for each in await plain.get("/members/me/actions", limit="2")] == [
        "updateMember"
    ] * 2
    seen = await plain.get("/members/ada/actions", as_="grace", filter="updateMember")
    assert seen == []


async def test_what_stays_as_it_is_leaves_no_action(plain: Asking, ada: Member) -> None:
    await plain.put("/members/me", fullName=ada.full_name, username="ada")

    assert kinds(plain, 1) == ["commentCard"]


async def test_preferences_of_a_member_are_set(plain: Asking) -> None:
    params = {"prefs/colorBlind": "true", "prefs/locale": "de", "prefs/minutesBetweenSummaries": "-1"}

    body = await plain.put("/members/me", **params)
    one = await plain.put("/members/me/prefs/minutesBetweenSummaries", value="1", fields="prefs")

    assert body["prefs"] == {
        "privacy": {"fullName": "public", "avatar": "public"},
        "sendSummaries": True,
        "minutesBetweenSummaries": -1,
        "minutesBeforeDeadlineToNotify": 1440,
        "colorBlind": True,
        "locale": "de",
    }
    assert one["prefs"] == body["prefs"] | {"minutesBetweenSummaries": 1}


async def test_a_field_of_a_member_is_set_alone(plain: Asking) -> None:
    await plain.put("/members/me/fullname", value="Ada King")

    assert await plain.get("/members/me/fullName") == {"_value": "Ada King"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fullName", ""),
        ("fullName", " Ada"),
        ("initials", ""),
        ("initials", "ABCDE"),
        ("username", "ad"),
        ("username", "Ada"),
        ("username", "ada-king"),
        ("username", "grace"),
        ("avatarSource", "drawn"),
        ("prefs/colorBlind", "perhaps"),
        ("prefs/locale", " "),
        ("prefs/minutesBetweenSummaries", "2"),
    ],
)
async def test_a_member_cannot_be_anything(plain: Asking, field: str, value: str) -> None:
    refused = await plain.refused("PUT", "/members/me", **{field: value})

    assert refused == (400, f"invalid value for {field}")


async def test_a_field_that_members_cannot_set_is_an_unknown_address(plain: Asking) -> None:
    path = "/members/me/email"

    assert await plain.refused("PUT", path, value="1") == (404, f"Cannot PUT /1{path}?value=1")


async def test_nobody_changes_another(plain: Asking) -> None:
    assert await plain.refused("PUT", "/members/ada", as_="grace", bio="x") == OF_ANOTHER
    assert await plain.refused("PUT", "/members/ada/bio", as_="grace", value="x") == OF_ANOTHER
    assert await plain.refused("PUT", "/members/ada/prefs/locale", as_="grace", value="de") == OF_ANOTHER


async def test_a_member_is_changed_with_the_scope_account_only(plain: Asking, ada: Member) -> None:
    (token,) = plain.world.tokens.by("member_id", ada.id)
    token.scopes = ("read", "write")

    assert await plain.refused("PUT", "/members/me", bio="x") == (401, "missing scopes")
