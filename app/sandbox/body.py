"""Parameters in a request's body: a form or a JSON object, each the same as in the query."""

from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from app.sandbox.errors import Refusal


async def body_params(request: web.Request) -> dict[str, str]:
    """Return the parameters in the body; none if there is no body, or one of another kind."""
    if not request.can_read_body:
        return {}
    if request.content_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl((await request.read()).decode(errors="replace"), keep_blank_values=True))
    if request.content_type == "application/json":
        return _from_json(await request.read())
    return {}


def _from_json(body: bytes) -> dict[str, str]:
    if not body.strip():
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"Error parsing body: {error}") from None
    if not isinstance(value, dict):
        raise Refusal(HTTPStatus.BAD_REQUEST, "Error parsing body: not an object")
    return {name: _text(each) for name, each in value.items()}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
