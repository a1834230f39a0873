"""Whatever a client sends, it is answered by messages of the protocol, or told by a close code why not.

`make fuzz` says more.
"""

import asyncio
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from typing import Any, Final, TypeAlias

import orjson
import pytest
from aiohttp import ClientConnectionError, WSMessage, WSMsgType
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from app.settings.websocket import WebSocketSettings
from tests.gateway.websocket.talking import Served, context_of, serving

EXAMPLES: Final = int(os.environ.get("FUZZED_CONVERSATIONS", "300"))
MAX_MESSAGE_BYTES: Final = 2000
CLOSE_CODES: Final = {1009, 4400, 4401, 4409, 4429}

TYPES = (
    "connection_init",
    "connection_ack",
    "ping",
    "pong",
    "subscribe",
    "next",
    "error",
    "complete",
    "start",
)
QUERIES = (
    "{ needed }",
    "{ denied animal { id name friends { name } } }",
    "{ __schema { types { name } } }",
    "query A { needed } query B($n: Int!) { needed(number: $n) } subscription C { ticks }",
    'mutation { rename(id: "dog", name: "Max") { id } }',
    "subscription { ticks }",
    "subscription ($n: Int!) { ticks(to: $n) }",
    "subscription { seen { id ... on Cat { lives } } }",
    "subscription { unicorns }",
    "{",
)
FINALLY = {"type": "subscribe", "id": "last", "payload": {"query": "subscription { ticks(to: 20) }"}}
"""An operation that ends after whatever was begun before it."""

Frame: TypeAlias = tuple[WSMsgType, bytes]
Conversation: TypeAlias = tuple[list[dict[str, Any]], WSMessage]
"""What a client was told, and the frame that ended it: the last one of `FINALLY`, or a close frame."""

texts = st.text(st.characters(codec="utf-8"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
ids = st.sampled_from(["1", "2", "é" * 100])


def mostly(usual: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 19).flatmap(lambda number: usual if number else other)


payloads = st.fixed_dictionaries(
    {"query": mostly(st.sampled_from(QUERIES), values)},
    optional={
        "operationName": mostly(st.sampled_from(["B", "C", "", None]), values),
        "variables": mostly(st.fixed_dictionaries({"n": st.integers(-1, 5) | values}), values),
        "extensions": mostly(st.just({}), values),
        "documentId": mostly(st.none(), values),
    },
)
messages = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("ping")}, optional={"payload": st.dictionaries(texts, values, max_size=2)}
    ),
    st.fixed_dictionaries({"type": st.just("pong")}, optional={"payload": st.none()}),
    st.fixed_dictionaries({"type": st.just("complete"), "id": ids}),
    *[st.fixed_dictionaries({"type": st.just("subscribe"), "id": ids, "payload": payloads})] * 4,
)
misshapen = st.fixed_dictionaries(
    {"type": mostly(st.sampled_from(TYPES), values)}, optional={"id": mostly(ids, values), "payload": values}
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return a message with some bytes in place of others."""
    text = json.dumps(draw(messages)).encode()
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text[:start] + draw(st.binary(max_size=10)) + text[end : end + draw(st.integers(0, len(text)))]


contents = st.one_of(
    *[messages.map(json.dumps).map(str.encode)] * 40,
    misshapen.map(json.dumps).map(str.encode),
    values.map(json.dumps).map(str.encode),
    mutated(),
    st.binary(max_size=200),
    st.integers(1, 3).map(lambda size: b"[" * size * 1000),
)
frames = st.tuples(st.sampled_from([*[WSMsgType.TEXT] * 30, WSMsgType.PING, WSMsgType.BINARY]), contents)
beginnings = mostly(st.just([(WSMsgType.TEXT, b'{"type": "connection_init"}')]), st.just([]))
conversations = st.builds(lambda beginning, rest: beginning + rest, beginnings, st.lists(frames, max_size=12))


async def talked(served: Served, said: Sequence[Frame]) -> Conversation:
    """Say everything, and return what was heard meanwhile."""
    socket = (await served.connect()).socket
    hearing = asyncio.create_task(heard(socket))
    with suppress(ClientConnectionError):
        for opcode, content in said:
            # A control frame may have 125 bytes.
            await socket.send_frame(content[:125] if opcode is WSMsgType.PING else content, opcode)
        await socket.send_json(FINALLY)
    conversation = await hearing
    await socket.close()
    return conversation


async def heard(socket: Any) -> Conversation:
    received: list[dict[str, Any]] = []
    while True:
        frame = await socket.receive()
        if frame.type is not WSMsgType.TEXT:
            return received, frame
        received.append(orjson.loads(frame.data))
        if received[-1].get("id") == FINALLY["id"] and received[-1]["type"] != "next":
            return received, frame


@pytest.fixture(scope="module")
def talk() -> Iterator[Callable[[Sequence[Frame]], Conversation]]:
    """Talks to a gateway that lasts as long as the tests."""
    limits = WebSocketSettings(max_message_bytes=MAX_MESSAGE_BYTES, max_operations=3)
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        served = runner.run(stack.enter_async_context(serving(context_of, limits)))
        yield lambda said: runner.run(talked(served, said))
        runner.run(stack.aclose())


def check(received: Sequence[dict[str, Any]]) -> None:
    """Fail if what a client was told is not as the protocol has it."""
    for message in received:
        match message:
            case {"type": "connection_ack", **rest} | {"type": "ping", **rest}:
                assert rest == {}
            case {"type": "pong", **rest}:
                assert rest.keys() <= {"payload"}
            case {"type": "complete", "id": str(), **rest}:
                assert rest == {}
            case {"type": "next", "id": str(), "payload": {"data": _, **more}, **rest}:
                assert rest == {}
                assert more.keys() <= {"errors"}
                for errors in more.values():
                    check_errors(errors)
            case {"type": "error", "id": str(), "payload": [*errors], **rest}:
                assert rest == {}
                check_errors(errors)
            case _:
                raise AssertionError(message)


def check_errors(errors: Any) -> None:
    assert errors
    for error in errors:
        assert error.keys() <= {"message", "locations", "path", "extensions"}
        assert error["message"]
        assert error["extensions"]["code"] not in {"", "INTERNAL"}


@settings(max_examples=EXAMPLES, deadline=None)
@given(conversations)
def test_every_conversation_is_one_of_the_protocol(
    talk: Callable[[Sequence[Frame]], Conversation], said: Sequence[Frame]
) -> None:
    with capture_logs() as logs:
        received, end = talk(said)
    check(received)
    if end.type is not WSMsgType.TEXT:
        assert end.type is WSMsgType.CLOSE
        assert end.data in CLOSE_CODES | {1007}
        assert end.extra or end.data in {1007, 1009}
    assert [line for line in logs if line["log_level"] not in {"info", "debug"}] == []
    assert [line for line in logs if line.get("status", 101) != 101] == []
