import pytest

from app.sandbox.auth import Credentials
from app.sandbox.limits import Limits, TooMany

ADA = Credentials("key", "ada")


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> Limits:
    return Limits(clock)


def spend(limits: Limits, times: int, who: Credentials = ADA, route: str = "/boards/{board}") -> None:
    for _ in range(times):
        limits.count(who, route, "strict")


def test_every_answer_says_what_is_left(limits: Limits) -> None:
    spend(limits, 3)

    assert limits.headers(ADA) == {
        "x-rate-limit-api-token-interval-ms": "10000",
        "x-rate-limit-api-token-max": "100",
        "x-rate-limit-api-token-remaining": "97",
        "x-rate-limit-api-key-interval-ms": "10000",
        "x-rate-limit-api-key-max": "300",
        "x-rate-limit-api-key-remaining": "297",
        "x-rate-limit-member-interval-ms": "10000",
        "x-rate-limit-member-max": "200",
        "x-rate-limit-member-remaining": "197",
    }


def test_a_token_has_a_hundred_requests_in_ten_seconds(limits: Limits, clock: Clock) -> None:
    spend(limits, 100)
    with pytest.raises(TooMany, match=r"^Rate limit exceeded$") as refused:
        spend(limits, 1)

    assert (refused.value.status, refused.value.error) == (429, "API_TOKEN_LIMIT_EXCEEDED")
    assert refused.value.retry_after == 10
    clock.seconds += 10
    spend(limits, 100)


def test_a_key_has_three_hundred_for_all_its_tokens(limits: Limits) -> None:
    for name in ("ada", "grace", "alan"):
        spend(limits, 100, Credentials("key", name))
    with pytest.raises(TooMany) as refused:
        spend(limits, 1, Credentials("key", "hedy"))

    assert refused.value.error == "API_KEY_LIMIT_EXCEEDED"
    spend(limits, 1, Credentials("another key", "hedy"))


@pytest.mark.parametrize(
    ("route", "message"),
    [
        ("/members/{member}", "Exceeded rate limit to /1/member"),
        ("/search", "Exceeded rate limit to /1/search"),
        ("/search/members", "Exceeded rate limit to /1/membersSearch"),
    ],
)
def test_some_routes_have_a_hundred_in_fifteen_minutes(
    limits: Limits, clock: Clock, route: str, message: str
) -> None:
    clock.seconds = 900.0
    for _ in range(2):
        spend(limits, 50, route=route)
        clock.seconds += 10
    with pytest.raises(TooMany, match=rf"^{message}$") as refused:
        spend(limits, 1, route=route)

    assert refused.value.error == "RATE_LIMIT_EXCEEDED"
    assert refused.value.retry_after == 880
    spend(limits, 1, route="/members/{member}/boards")


def test_more_than_two_hundred_refusals_block_the_key(limits: Limits, clock: Clock) -> None:
    spend(limits, 100)
    for _ in range(200):
        with pytest.raises(TooMany):
            spend(limits, 1)
    with pytest.raises(TooMany):
        spend(limits, 1, Credentials("key", "fresh"))

    clock.seconds += 10
    spend(limits, 1, Credentials("key", "fresh"))


def test_switched_off_everything_is_counted_and_nothing_refused(limits: Limits) -> None:
    for _ in range(150):
        limits.count(ADA, "/boards/{board}", "off")

    assert limits.headers(ADA)["x-rate-limit-api-token-remaining"] == "0"


def test_a_reset_forgets_what_was_counted(limits: Limits) -> None:
    spend(limits, 100)

    limits.reset()

    assert limits.headers(ADA)["x-rate-limit-api-token-remaining"] == "100"
