import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientResponse

from app.sandbox.control import guard
from app.sandbox.models import Member
from app.sandbox.seed import plain_world
from app.settings.sandbox import SandboxSettings
from app.settings.trello import SANDBOX_API_KEY
from tests.sandbox.asking import Asking, asking

KEY = SANDBOX_API_KEY
HERE = "http://localhost:8000/linked?state=1"


async def asked(plain: Asking, **params: str) -> ClientResponse:
    return await plain.client.get("/1/authorize", params={"key": KEY, **params})


async def decided(plain: Asking, **params: str) -> ClientResponse:
    form = {"key": KEY, "member": "ada", **params}
    return await plain.client.post("/1/authorize", data=form, allow_redirects=False)


async def text_of(response: ClientResponse, status: int = 200) -> str:
    assert response.status == status, await response.text()
    return await response.text()


def sent(response: ClientResponse) -> str:
    """Return the token in the address that an answer leads to."""
    assert response.status == 303
    location = urlsplit(response.headers["Location"])
    assert location._replace(fragment="").geturl() == HERE
    (token,) = parse_qs(location.fragment)["token"]
    return token


async def used(plain: Asking, token: str, method: str = "GET", **params: str) -> tuple[int, str]:
    carried = {"key": KEY, "token": token, **params}
    response = await plain.client.request(method, "/1/members/me", params=carried)
    return response.status, await response.text()


async def test_a_member_is_asked_what_a_program_may(plain: Asking) -> None:
    response = await asked(
        plain,
        name="Tide tables",
        scope="write,read",
        expiration="1day",
        return_url=HERE,
        response_type="token",
    )

    html = await text_of(response)
    assert "<title>May Tide tables use this offline Trello?</title>" in html
    assert "for one day" in html
    assert [each in html for each in ("<li>read all", "<li>change all", "<li>see your")] == [
        True,
        True,
        False,
    ]
    assert re.findall('<option value="(.*?)">(.*?)</option>', html) == [
        ("ada", "Ada Lovelace"),
        ("grace", "Grace Hopper"),
    ]
    assert dict(re.findall('<input type="hidden" name="(.*?)" value="(.*?)">', html)) == {
        "key": KEY,
        "name": "Tide tables",
        "scope": "read,write",
        "expiration": "1day",
        "return_url": HERE,
    }
    assert {
        name: response.headers[name] for name in ("Content-Type", "Cache-Control", "Referrer-Policy")
    } == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
    }
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("frame-ancestors 'none'; form-action 'self' http://localhost:8000")


async def test_what_is_not_said_is_little(plain: Asking) -> None:
    html = await text_of(await asked(plain))

    assert "May Offline Trello use this" in html
    assert "for thirty days" in html
    assert "You are sent back" not in html
    assert len(re.findall("<li>", html)) == 1


async def test_those_who_have_yet_to_sign_up_are_not_asked(plain: Asking) -> None:
    plain.world.members.add(Member("f" * 24, "ghost", "A Ghost", "G", member_type="ghost"))

    assert "ghost" not in await text_of(await asked(plain))
    assert await text_of(await decided(plain, member="ghost"), 400) == "invalid value for member"


async def test_nothing_that_a_program_says_becomes_part_of_the_page(plain: Asking, ada: Member) -> None:
    planted = '"><script>alert(1)</script>'
    ada.full_name = plain.world.keys[KEY] = planted
    address = "http://localhost/'%22><img>"

    html = await text_of(await asked(plain, name=planted, return_url=address))
    html += await text_of(await asked(plain))

    assert "<script" not in html
    assert "<img" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


async def test_a_token_is_sent_to_where_the_program_wants_it(plain: Asking, ada: Member) -> None:
    token = sent(await decided(plain, name="Tide tables", return_url=HERE, scope="read,write,account"))

    assert re.fullmatch("[0-9a-f]{64}", token)
    status, body = await used(plain, token, "PUT", bio="Linked.")
    assert (status, '"bio":"Linked."' in body) == (200, True)
    found = await plain.get(f"/tokens/{token}")
    assert (found["identifier"], found["idMember"]) == ("Tide tables", ada.id)
    assert {(each["read"], each["write"]) for each in found["permissions"]} == {(True, True)}


async def test_a_fragment_of_the_address_gives_way_to_the_token(plain: Asking) -> None:
    response = await decided(plain, return_url=f"{HERE}#old")

    await used(plain, sent(response))


async def test_a_token_is_shown_where_there_is_no_address(plain: Asking) -> None:
    html = await text_of(await decided(plain, member="grace"))

    (token,) = re.findall("<pre>(.*?)</pre>", html)
    status, body = await used(plain, token)
    assert (status, '"username":"grace"' in body) == (200, True)


async def test_each_time_is_another_token(plain: Asking) -> None:
    first, second = [sent(await decided(plain, return_url=HERE)) for _ in range(2)]

    assert first != second
    assert [(await used(plain, each))[0] for each in (first, second)] == [200, 200]


async def test_a_token_may_what_the_member_was_asked_and_no_more(plain: Asking) -> None:
    token = sent(await decided(plain, return_url=HERE))

    assert (await used(plain, token))[0] == 200
    assert await used(plain, token, "PUT", bio="x") == (401, "missing scopes")


@pytest.mark.parametrize(
    ("expiration", "lasting"),
    [
        ("1hour", timedelta(hours=1)),
        ("1day", timedelta(days=1)),
        ("30days", timedelta(days=30)),
        ("", timedelta(days=30)),
    ],
)
async def test_a_token_lasts_as_long_as_was_asked(plain: Asking, expiration: str, lasting: timedelta) -> None:
    now = datetime(2027, 1, 31, 12, 0, tzinfo=UTC)
    plain.sandbox.clock.stop(now)
    token = sent(await decided(plain, return_url=HERE, expiration=expiration))

    plain.sandbox.clock.stop(now + lasting - timedelta(seconds=1))
    before = await used(plain, token)
    plain.sandbox.clock.stop(now + lasting)

    assert before[0] == 200
    assert await used(plain, token) == (401, "expired token")


async def test_a_token_may_last_for_ever(plain: Asking) -> None:
    token = sent(await decided(plain, return_url=HERE, expiration="never"))

    plain.sandbox.clock.travel(timedelta(days=36_500))

    assert (await plain.get(f"/tokens/{token}"))["dateExpires"] is None


async def test_a_member_may_deny_it(plain: Asking) -> None:
    before = len(plain.world.tokens)

    response = await decided(plain, return_url=HERE, answer="deny")
    html = await text_of(await decided(plain, answer="deny"))

    assert (response.status, response.headers["Location"]) == (303, f"{HERE}#error=access_denied")
    assert "No token was made." in html
    assert len(plain.world.tokens) == before


HOSTS = "127.0.0.1, ::1, localhost"
NOT_HERE = f"invalid value for return_url: it must begin with http:// or https:// and one of {HOSTS}"


@pytest.mark.parametrize(
    ("params", "status", "text"),
    [
        ({"key": ""}, 401, "invalid key"),
        ({"key": "a" * 32}, 401, "invalid key"),
        ({"name": "x" * 257}, 400, "invalid value for name"),
        ({"scope": "read,admin"}, 400, "invalid value for scope"),
        ({"expiration": "2days"}, 400, "invalid value for expiration"),
        ({"response_type": "code"}, 400, "invalid value for response_type"),
        ({"callback_method": "postMessage"}, 400, "invalid value for callback_method"),
        ({"return_url": "javascript:alert(1)"}, 400, NOT_HERE),
        ({"return_url": "//localhost/"}, 400, NOT_HERE),
        ({"return_url": "localhost"}, 400, NOT_HERE),
        ({"return_url": "ftp://localhost/"}, 400, NOT_HERE),
        ({"return_url": "http://example.com/"}, 400, NOT_HERE),
        ({"return_url": "http://localhost.example.com/"}, 400, NOT_HERE),
        ({"return_url": "http://localhost@example.com/"}, 400, NOT_HERE),
        ({"return_url": "http://example.com@localhost/"}, 400, NOT_HERE),
        ({"return_url": "http://example.com\\@localhost/"}, 400, NOT_HERE),
        ({"return_url": "http://localhost/\r\nSet-Cookie: a=b"}, 400, NOT_HERE),
        ({"return_url": "http://localhost:x/"}, 400, NOT_HERE),
    ],
)
async def test_what_cannot_be_asked_is_refused_before_and_after(
    plain: Asking, params: dict[str, str], status: int, text: str
) -> None:
    assert await text_of(await asked(plain, **params), status) == text
    assert await text_of(await decided(plain, **params), status) == text


@pytest.mark.parametrize("params", [{"member": ""}, {"member": "nobody"}])
async def test_a_token_is_some_members(plain: Asking, params: dict[str, str]) -> None:
    assert await text_of(await decided(plain, **params), 400) == "invalid value for member"


async def test_an_answer_is_one_of_two(plain: Asking) -> None:
    assert await text_of(await decided(plain, answer="perhaps"), 400) == "invalid value for answer"


async def test_only_callers_on_the_same_machine_get_tokens(
    plain: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_peer", lambda _: ("192.0.2.1", 1))

    for response in (await asked(plain), await decided(plain)):
        assert response.status == 403
        body: dict[str, Any] = await response.json()
        assert body["error"] == "The page that makes tokens only answers callers on the same machine."


async def test_outside_development_nobody_gets_a_token() -> None:
    async with asking(plain_world(boards=1), SandboxSettings(environment="production")) as asks:
        response = await decided(asks)

        assert response.status == 403
        assert (await response.json())["error"] == (
            "ENVIRONMENT is production. The page that makes tokens works in development only."
        )


async def test_a_page_from_elsewhere_gets_no_token(plain: Asking) -> None:
    response = await plain.client.post(
        "/1/authorize", data={"key": KEY, "member": "ada"}, headers={"Origin": "https://example.com"}
    )

    assert response.status == 403
