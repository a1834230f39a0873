"""`GET /batch`: up to ten reads in one.

Source: https://developer.atlassian.com/cloud/trello/rest/api-group-batch/
"""

from http import HTTPStatus
from typing import Any, Final

from app.sandbox.errors import Refusal, invalid_value
from app.sandbox.request import Request
from app.sandbox.routing import Routes

MAX_URLS: Final = 10

routes = Routes()


@routes.get("/batch")
def _read_batch(request: Request) -> Any:
    urls = request.params.text("urls").split(",")
    if len(urls) > MAX_URLS or not all(url.startswith("/") for url in urls):
        raise invalid_value("urls")
    return [_answer(request, url) for url in urls]


def _answer(request: Request, url: str) -> dict[str, Any]:
    if url.strip("/").partition("?")[0].partition("/")[0].lower() == "batch":
        return Refusal(HTTPStatus.BAD_REQUEST, "a batch cannot hold a batch").in_batch
    try:
        return {"200": request.follow(url)}
    except Refusal as refusal:
        return refusal.in_batch
