"""Tests reach this machine and nothing beyond it."""

import asyncio
import socket

import pytest

ELSEWHERE = ("192.0.2.1", 80)

# pytest-socket warns before it raises, and a warning is an error here.
REFUSED = r'\AA test tried to use socket\.socket\.connect\(\) with host "192\.0\.2\.1"'


def test_a_blocking_connection_off_this_machine_is_refused() -> None:
    with pytest.raises(UserWarning, match=REFUSED):
        socket.create_connection(ELSEWHERE)


async def test_an_asynchronous_connection_off_this_machine_is_refused() -> None:
    with pytest.raises(UserWarning, match=REFUSED):
        await asyncio.open_connection(*ELSEWHERE)
