from ipaddress import IPv4Network

import pytest

from app.sandbox.webhooks.callbacks import Callbacks, Unreachable
from tests.sandbox.receiver import Receiver

LOOPBACK = (IPv4Network("127.0.0.0/8"),)


async def test_nothing_is_asked_before_and_after(receiver: Receiver) -> None:
    callbacks = Callbacks(LOOPBACK)
    told = "no connection while the offline Trello starts or stops"

    with pytest.raises(Unreachable, match=told):
        await callbacks.ask("HEAD", receiver.url)
    async with callbacks.opened():
        assert await callbacks.ask("HEAD", receiver.url) == 200
    with pytest.raises(Unreachable, match=told):
        await callbacks.ask("HEAD", receiver.url)


async def test_a_name_is_as_good_as_where_it_leads(receiver: Receiver) -> None:
    url = receiver.url.replace("127.0.0.1", "localhost")

    async with (here := Callbacks(LOOPBACK)).opened():
        assert await here.ask("HEAD", url) == 200
    async with (elsewhere := Callbacks((IPv4Network("192.0.2.0/24"),))).opened():
        with pytest.raises(Unreachable, match=r"127\.0\.0\.1 is in none of the networks"):
            await elsewhere.ask("HEAD", url)
