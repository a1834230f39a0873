"""What carries parameters: the query, a form, JSON, a multipart body. All are equivalent.

Source: https://developer.atlassian.com/cloud/trello/rest/api-group-cards/ ("Query parameters may also be
replaced with a JSON request body instead").
"""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from app.sandbox.errors import Refusal
from app.sandbox.params import Params, Upload, from_json

_BRACKETS: Final = re.compile(r"\[([^\[\]]*)\]")
_WITH_BRACKETS: Final = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\]){1,5})")


async def received_params(request: web.Request) -> Params:
    """Return the parameters in the query and in the body, whose ones win; refuse a body that is broken."""
    query = unfolded(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True))
    try:
        return Params(query | await _body(request))
    except web.RequestPayloadError:
        raise _broken("it breaks off, or is not encoded as it says") from None


def unfolded(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return names and values, with objects where names have brackets.

    `value[text]=x` makes an object, `ids[]=x` or `ids[0]=x` a list; the last of equal names wins.
    """
    values: dict[str, Any] = {}
    for name, value in pairs:
        found = _WITH_BRACKETS.fullmatch(name)
        if found is None:
            values[name] = value
        else:
            _put(values, [found[1], *_BRACKETS.findall(found[2])], value)
    return {name: _with_lists(value) for name, value in values.items()}


def _put(values: dict[str, Any], path: list[str], value: Any) -> None:
    """Put a value into nested objects; an empty name stands for the next number."""
    for name in path[:-1]:
        below = values.get(name)
        if not isinstance(below, dict):
            below = values[name] = {}
        values = below
    values[path[-1] or str(len(values))] = value


def _with_lists(value: Any) -> Any:
    """Return a value with lists in place of objects whose names are 0, 1, 2 and so on."""
    if not isinstance(value, dict):
        return value
    within = {name: _with_lists(each) for name, each in value.items()}
    return list(within.values()) if list(within) == [str(number) for number in range(len(within))] else within


async def _body(request: web.Request) -> dict[str, Any]:
    if not request.can_read_body:
        return {}
    match request.content_type:
        case "application/x-www-form-urlencoded":
            text = (await request.read()).decode(errors="replace")
            return unfolded(parse_qsl(text, keep_blank_values=True))
        case "application/json":
            return _from_json(await request.read())
        case "multipart/form-data":
            return await _from_parts(request)
    return {}


def _from_json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        value = from_json(body)
    except ValueError as error:
        raise _broken(str(error)) from None
    if not isinstance(value, dict):
        raise _broken("not an object")
    return value


async def _from_parts(request: web.Request) -> dict[str, Any]:
    try:
        fields = await request.post()
    except (ValueError, LookupError, RuntimeError, HttpProcessingError) as error:
        raise _broken(str(error)) from None
    return unfolded((_whole(name), _part(value)) for name, value in fields.items())


def _part(value: str | bytes | bytearray | web.FileField) -> Any:
    if isinstance(value, web.FileField):
        return Upload(_whole(value.filename), _whole(value.content_type), value.file.read())
    return _whole(value) if isinstance(value, str) else bytes(value).decode(errors="replace")


def _whole(text: str) -> str:
    """Return text without halves of characters, which some encodings decode to and JSON cannot hold."""
    return text.encode(errors="replace").decode()


def _broken(why: str) -> Refusal:
    return Refusal(HTTPStatus.BAD_REQUEST, f"Error parsing body: {why}")
