import socket

import pytest

from app.embedded.errors import StartError
from app.embedded.ports import free_ports, is_listening


def test_a_free_port_is_kept() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    assert free_ports({"GATEWAY_PORT": ("127.0.0.1", port)}) == {"GATEWAY_PORT": port}


def test_each_zero_becomes_a_free_port_of_its_own() -> None:
    ports = free_ports({str(number): ("127.0.0.1", 0) for number in range(10)})

    assert len(set(ports.values())) == 10
    for port in ports.values():
        with socket.create_server(("127.0.0.1", port)) as server:
            assert server.getsockname()[1] == port


def test_all_taken_ports_are_told_together_by_the_names_of_their_variables() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        first, second = one.getsockname()[1], other.getsockname()[1]

        with pytest.raises(StartError) as caught:
            free_ports(
                {
                    "SANDBOX_PORT": ("127.0.0.1", first),
                    "EMBEDDED_REDIS_PORT": ("127.0.0.1", 0),
                    "GATEWAY_PORT": ("127.0.0.1", second),
                }
            )

    assert str(caught.value).splitlines() == [
        f"SANDBOX_PORT: 127.0.0.1:{first} is taken; set another port, or stop what listens there",
        f"GATEWAY_PORT: 127.0.0.1:{second} is taken; set another port, or stop what listens there",
    ]


def test_equal_ports_are_refused_whatever_their_hosts() -> None:
    wanted = {"A": ("127.0.0.1", 8080), "B": ("127.0.0.1", 0), "C": ("0.0.0.0", 8080), "D": ("::1", 0)}  # noqa: S104  # not listened on

    with pytest.raises(StartError, match=r"\AA and C are both 8080; set different ones\Z"):
        free_ports(wanted)


def test_an_address_of_another_machine_is_left_to_the_program_that_listens_there() -> None:
    assert free_ports({"GATEWAY_PORT": ("192.0.2.1", 8080)}) == {"GATEWAY_PORT": 8080}


async def test_it_can_be_told_whether_something_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert await is_listening("127.0.0.1", port)

    assert not await is_listening("127.0.0.1", port)
