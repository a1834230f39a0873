import socket

import pytest

from app.embedded.errors import StartError
from app.embedded.ports import free_port, is_listening


def test_a_free_port_is_kept() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    assert free_port("GATEWAY_PORT", "127.0.0.1", port) == port


def test_zero_becomes_a_free_port() -> None:
    port = free_port("GATEWAY_PORT", "127.0.0.1", 0)

    with socket.create_server(("127.0.0.1", port)) as server:
        assert server.getsockname()[1] == port


def test_a_taken_port_is_told_by_the_name_of_its_variable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        with pytest.raises(StartError) as caught:
            free_port("GATEWAY_PORT", "127.0.0.1", port)

    assert str(caught.value) == (
        f"GATEWAY_PORT: 127.0.0.1:{port} is taken; set another port, or stop what listens there"
    )


def test_an_address_of_another_machine_is_left_to_the_program_that_listens_there() -> None:
    assert free_port("GATEWAY_PORT", "192.0.2.1", 8080) == 8080


async def test_it_can_be_told_whether_something_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert await is_listening("127.0.0.1", port)

    assert not await is_listening("127.0.0.1", port)
