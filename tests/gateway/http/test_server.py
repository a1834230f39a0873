import asyncio
import logging

import pytest

from tests.gateway.served import Client


async def sent(client: Client, request: bytes) -> bytes:
    """Return the answer to what need not be HTTP."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (b"GET /graphql HTTP/1.1\r\n\r\n", "BadHttpMessage"),
        (b"POST /graphql HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "BadHttpMessage"),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", "LineTooLong"),
    ],
)
@pytest.mark.parametrize("level", [logging.INFO, logging.WARNING])
async def test_what_is_no_http_is_refused_and_told_in_a_line(
    client: Client, caplog: pytest.LogCaptureFixture, request_: bytes, error: str, level: int
) -> None:
    caplog.set_level(level, "app.gateway.http.server")
    assert (await sent(client, request_)).startswith(b"HTTP/1.0 400 ")
    told = [(record.levelname, record.getMessage(), record.exc_info) for record in caplog.records]
    assert told == ([("INFO", f"malformed request: {error}", None)] if level == logging.INFO else [])


def test_other_faults_are_told_in_full(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("app.gateway.http.server").error("broken", exc_info=RuntimeError("broken"))
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert record.exc_info
