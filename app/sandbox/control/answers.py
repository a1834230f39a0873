"""What the control surface sends, and what is sent to it: JSON."""

from typing import Any, Final, TypeVar

import orjson
from aiohttp import web
from pydantic import BaseModel, ValidationError

from app.sandbox.params import from_json

_BAD_REQUEST: Final = 400
_MOST_BYTES: Final = 256 * 1_048_576
"""The most that is read of a body: room for every board of a world, with its files."""

ModelT = TypeVar("ModelT", bound=BaseModel)


class Unusable(Exception):  # noqa: N818  # what is told to whoever asked, rather than an error of ours
    """A body that nothing can be done with. The message says what to send."""


def answered(value: Any) -> web.Response:
    """Return the response to what was done."""
    return web.Response(body=orjson.dumps(value), content_type="application/json")


def refused(reason: str, status: int = _BAD_REQUEST) -> web.Response:
    """Return the response to what was not done."""
    return web.Response(status=status, body=orjson.dumps({"error": reason}), content_type="application/json")


async def received(request: web.Request) -> Any:
    """Return the JSON value of a request's body."""
    try:
        return from_json(await request.clone(client_max_size=_MOST_BYTES).read())
    except ValueError as error:
        raise Unusable(f"The body is not JSON: {error}") from None
    except web.RequestPayloadError:
        raise Unusable("The body breaks off, or is not encoded as it says.") from None


def checked(model: type[ModelT], value: Any, what: str) -> ModelT:
    """Return what a JSON object says; `what` it is to hold is told where it is none."""
    if not isinstance(value, dict):
        raise Unusable(f"Send a JSON object with {what}.")
    try:
        return model.model_validate(value)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise Unusable("; ".join(problems)) from None
