"""The messages of `graphql-transport-ws`: those of clients parsed and checked, those of the server written.

See https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson

from app.gateway.errors import BadRequest
from app.gateway.http.parameters import Parameters, checked
from app.gateway.websocket.closing import CloseCode, Closing

Payload: TypeAlias = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ConnectionInit:
    """The client wants to begin; what the payload means is for whoever checks who asks."""

    payload: Payload


@dataclass(frozen=True, slots=True)
class Ping:
    """The client wants a pong with the same payload."""

    payload: Payload


@dataclass(frozen=True, slots=True)
class Pong:
    """The client is there."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The client asks for an operation of any kind, and gives it an id."""

    id: str
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Complete:
    """The client wants no more of an operation."""

    id: str


ClientMessage: TypeAlias = ConnectionInit | Ping | Pong | Subscribe | Complete


def parse(text: str) -> ClientMessage:
    """Return a client's message. Raises `Closing` with 4400 and what is wrong with it."""
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _invalid("it is not JSON") from None
    if not isinstance(content, dict):
        raise _invalid("it is not a JSON object")
    match content.get("type"):
        case "connection_init":
            return ConnectionInit(_payload(content))
        case "ping":
            return Ping(_payload(content))
        case "pong":
            _payload(content)
            return Pong()
        case "subscribe":
            return Subscribe(_id(content), _parameters(content))
        case "complete":
            return Complete(_id(content))
        case _:
            raise _invalid("`type` is none of those that clients send")


def connection_ack() -> bytes:
    """Return the message that lets the client begin."""
    return orjson.dumps({"type": "connection_ack"})


def ping() -> bytes:
    """Return the message that asks the client for a sign of life."""
    return orjson.dumps({"type": "ping"})


def pong(payload: Payload) -> bytes:
    """Return the answer to a ping."""
    return orjson.dumps({"type": "pong"} if payload is None else {"type": "pong", "payload": payload})


def next_(id_: str, response: Mapping[str, Any]) -> bytes:
    """Return the message with a response. Raises `TypeError` for what JSON cannot hold."""
    return orjson.dumps({"id": id_, "type": "next", "payload": response})


def error(id_: str, errors: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the message that ends an operation by errors."""
    return orjson.dumps({"id": id_, "type": "error", "payload": errors})


def complete(id_: str) -> bytes:
    """Return the message that ends an operation."""
    return orjson.dumps({"id": id_, "type": "complete"})


def _payload(content: Mapping[str, Any]) -> Payload:
    payload = content.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise _invalid("`payload` is not an object")
    return payload


def _id(content: Mapping[str, Any]) -> str:
    id_ = content.get("id")
    if not isinstance(id_, str) or not id_:
        raise _invalid("`id` is not a string with something in it")
    return id_


def _parameters(content: Mapping[str, Any]) -> Parameters:
    payload = _payload(content)
    if payload is None:
        raise _invalid("`payload` is missing")
    try:
        return checked(payload)
    except BadRequest as error:
        raise _invalid(error.message) from None


def _invalid(why: str) -> Closing:
    return Closing(CloseCode.BAD_REQUEST, f"Invalid message: {why}")
