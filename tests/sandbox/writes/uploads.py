"""Uploads files to an offline Trello, and downloads them."""

from io import BytesIO
from typing import Any

from aiohttp import ClientResponse, FormData
from yarl import URL

from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from tests.sandbox.asking import Asking, oauth

KEYS = {"key": SANDBOX_API_KEY, "token": SANDBOX_TOKEN}


async def sent(
    plain: Asking,
    path: str,
    content: bytes,
    *,
    name: str = "tide.txt",
    media_type: str | None = "text/plain",
    field: str = "file",
    **params: str,
) -> ClientResponse:
    """Return the answer to a file in a multipart body."""
    form = FormData(quote_fields=False)
    for each, value in params.items():
        form.add_field(each, value)
    form.add_field(field, BytesIO(content), filename=name, content_type=media_type)
    return await plain.client.post(f"/1{path}", data=form, headers=oauth("ada"))


async def uploaded(plain: Asking, card_id: str, content: bytes, **params: Any) -> dict[str, Any]:
    """Return the attachment that a file becomes."""
    response = await sent(plain, f"/cards/{card_id}/attachments", content, **params)
    assert response.status == 200, await response.text()
    body: dict[str, Any] = await response.json()
    return body


async def downloaded(plain: Asking, url: str) -> tuple[str, bytes]:
    """Return media type and bytes of what is at an attachment's address."""
    response = await plain.client.session.get(url, headers=oauth("ada"))
    assert response.status == 200, await response.text()
    return response.headers["Content-Type"], await response.read()


def path_of(url: str) -> str:
    """Return the path of an attachment's address, without the version."""
    return URL(url).raw_path.removeprefix("/1")
