import asyncio
from time import monotonic

import pytest
from pydantic import SecretStr

from app.gateway.event_channel import EventChannel
from app.gateway.viewer import credentials as module
from app.gateway.viewer.credentials import OwnCredentials
from app.gateway.viewer.viewer import Viewer
from app.settings.redis import RedisSettings
from tests.gateway.viewer.asked import active, event
from tests.waiting import until

ADA = Viewer.of(active(entity=1), SecretStr("token-of-ada"))
GRACE = Viewer.of(active(entity=2), SecretStr("token-of-grace"))


class Vault:
    """Where credentials are fetched from; it waits while the `gate` is closed."""

    def __init__(self) -> None:
        self.fetched: list[int] = []
        self.credentials: dict[int, SecretStr | None] = {1: SecretStr("ada"), 2: SecretStr("grace")}
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self, viewer: Viewer) -> SecretStr | None:
        self.fetched.append(viewer.entity)
        credential = self.credentials[viewer.entity]
        await self.gate.wait()
        return credential


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.fixture
def channel() -> EventChannel:
    opened = EventChannel(RedisSettings())
    opened.is_up = True
    return opened


@pytest.fixture
def own(vault: Vault, channel: EventChannel) -> OwnCredentials:
    return OwnCredentials(vault.fetch, channel)


async def test_each_viewer_has_their_own_which_is_fetched_once(vault: Vault, own: OwnCredentials) -> None:
    found = await asyncio.gather(*(own.of(viewer) for viewer in (ADA, GRACE, ADA, GRACE)))

    assert [each and each.get_secret_value() for each in found] == ["ada", "grace", "ada", "grace"]
    assert await own.of(ADA) == SecretStr("ada")
    assert sorted(vault.fetched) == [1, 2]


async def test_that_there_is_none_is_remembered_as_well(vault: Vault, own: OwnCredentials) -> None:
    vault.credentials[1] = None

    assert [await own.of(ADA), await own.of(ADA)] == [None, None]
    assert vault.fetched == [1]


async def test_it_leaves_memory_even_if_nobody_asks_again(
    own: OwnCredentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_SECONDS", 0.01)
    await own.of(ADA)

    await until(lambda: own._kept == {})


async def test_the_timer_of_one_that_was_replaced_does_not_end_its_successor(
    vault: Vault, own: OwnCredentials
) -> None:
    await own.of(ADA)
    first = own._kept[1]
    own.happened(event(entity=1))
    vault.credentials[1] = SecretStr("another")
    await own.of(ADA)

    own._forget(1, first)

    assert await own.of(ADA) == SecretStr("another")
    assert vault.fetched == [1, 1]


async def test_an_event_of_the_entity_ends_it_and_no_other(vault: Vault, own: OwnCredentials) -> None:
    await own.of(ADA)
    await own.of(GRACE)

    own.happened(event(entity=None))
    own.happened(event(entity=1, kind="entity.changed"))
    await own.of(ADA)
    await own.of(GRACE)

    assert vault.fetched == [1, 2, 1]


async def test_events_that_were_missed_end_all(vault: Vault, own: OwnCredentials) -> None:
    await own.of(ADA)

    own.missed()
    await own.of(ADA)

    assert vault.fetched == [1, 1]


async def test_one_that_is_unlinked_on_its_way_is_not_used(vault: Vault, own: OwnCredentials) -> None:
    vault.gate.clear()
    waiting = asyncio.create_task(own.of(ADA))
    await until(lambda: vault.fetched == [1])

    vault.credentials[1] = None
    own.happened(event(entity=1, kind="entity.changed"))
    vault.gate.set()

    assert await waiting is None


async def test_while_events_are_not_heard_it_is_used_for_five_seconds(
    vault: Vault, own: OwnCredentials, channel: EventChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.is_up = False
    await own.of(ADA)
    await own.of(ADA)
    assert vault.fetched == [1]

    monkeypatch.setattr(module, "monotonic", lambda: monotonic() + 5)
    await own.of(ADA)

    assert vault.fetched == [1, 1]


async def test_nothing_is_left_when_the_process_stops(vault: Vault, own: OwnCredentials) -> None:
    await own.of(ADA)
    vault.gate.clear()
    waiting = asyncio.create_task(own.of(GRACE))
    await until(lambda: vault.fetched == [1, 2])

    own.close()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert own._kept == {}
    assert "ada" not in repr(own) + repr(ADA)
