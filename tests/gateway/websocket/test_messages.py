import orjson
import pytest

from app.gateway.http.parameters import Parameters
from app.gateway.websocket import messages
from app.gateway.websocket.closing import Closing
from app.gateway.websocket.messages import (
    ClientMessage,
    Complete,
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    parse,
)

QUERY = Parameters("{ a }", None, None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type": "connection_init"}', ConnectionInit(None)),
        ('{"type": "connection_init", "payload": null}', ConnectionInit(None)),
        ('{"type": "connection_init", "payload": {"a": [1]}}', ConnectionInit({"a": [1]})),
        ('{"type": "ping"}', Ping(None)),
        ('{"type": "ping", "payload": {}}', Ping({})),
        ('{"type": "pong", "payload": {"a": 1}}', Pong()),
        ('{"type": "complete", "id": "1", "other": 1}', Complete("1")),
        ('{"type": "subscribe", "id": "1", "payload": {"query": "{ a }"}}', Subscribe("1", QUERY)),
        (
            (
                '{"type": "subscribe", "id": "é", "payload": {"query": "{ a }", "operationName": null,'
                ' "variables": null, "extensions": null}}'
            ),
            Subscribe("é", QUERY),
        ),
        (
            (
                '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "operationName": "A",'
                ' "variables": {"b": 1}, "extensions": {"c": 2}}}'
            ),
            Subscribe("1", Parameters("{ a }", "A", {"b": 1}, {"c": 2})),
        ),
        (
            '{"type": "subscribe", "id": "1", "payload": {"extensions": {"persistedQuery": {}}}}',
            Subscribe("1", Parameters(None, None, None, {"persistedQuery": {}})),
        ),
    ],
)
def test_message_of_a_client_is_read(text: str, message: ClientMessage) -> None:
    assert parse(text) == message


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ('{"type": "ping"', "it is not JSON"),
        ("[" * 5000, "it is not JSON"),
        ("[]", "it is not a JSON object"),
        ('"ping"', "it is not a JSON object"),
        ("{}", "`type` is none of those that clients send"),
        ('{"type": 1}', "`type` is none of those that clients send"),
        ('{"type": ["ping"]}', "`type` is none of those that clients send"),
        ('{"type": "connection_ack"}', "`type` is none of those that clients send"),
        ('{"type": "next", "id": "1", "payload": {}}', "`type` is none of those that clients send"),
        ('{"type": "start", "id": "1", "payload": {}}', "`type` is none of those that clients send"),
        ('{"type": "ping", "payload": []}', "`payload` is not an object"),
        ('{"type": "pong", "payload": "x"}', "`payload` is not an object"),
        ('{"type": "connection_init", "payload": 1}', "`payload` is not an object"),
        ('{"type": "complete"}', "`id` is not a string with something in it"),
        ('{"type": "complete", "id": 1}', "`id` is not a string with something in it"),
        ('{"type": "subscribe", "payload": {"query": "{ a }"}}', "`id` is not a string with something in it"),
        ('{"type": "subscribe", "id": "", "payload": {}}', "`id` is not a string with something in it"),
        ('{"type": "subscribe", "id": "1"}', "`payload` is missing"),
        ('{"type": "subscribe", "id": "1", "payload": "{ a }"}', "`payload` is not an object"),
        (
            '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
            "The parameter `query` must be a string.",
        ),
        (
            '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "variables": []}}',
            "The parameter `variables` must be a map.",
        ),
    ],
)
def test_message_that_is_none_ends_the_connection(text: str, reason: str) -> None:
    with pytest.raises(Closing) as closing:
        parse(text)
    assert (closing.value.code, closing.value.reason.decode()) == (4400, f"Invalid message: {reason}")


def test_messages_of_the_server_are_written() -> None:
    error = {"message": "No.", "extensions": {"code": "FORBIDDEN"}}
    assert [
        orjson.loads(each)
        for each in (
            messages.connection_ack(),
            messages.ping(),
            messages.pong(None),
            messages.pong({}),
            messages.next_("1", {"data": None}),
            messages.error("1", [error]),
            messages.complete("1"),
        )
    ] == [
        {"type": "connection_ack"},
        {"type": "ping"},
        {"type": "pong"},
        {"type": "pong", "payload": {}},
        {"id": "1", "type": "next", "payload": {"data": None}},
        {"id": "1", "type": "error", "payload": [error]},
        {"id": "1", "type": "complete"},
    ]
