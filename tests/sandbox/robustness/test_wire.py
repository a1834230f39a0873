"""Whatever comes over the wire is answered in Trello's words, and never with an error of the server's own."""

import asyncio

import pytest

from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from tests.sandbox.asking import Asking, oauth

WHO = f"key={SANDBOX_API_KEY}&token={SANDBOX_TOKEN}"


def part(name: str, content: bytes, *headers: str) -> bytes:
    """Return one part of a multipart body."""
    lines = [f'Content-Disposition: form-data; name="{name}"', *headers]
    return "\r\n".join(["--cut", *lines, "", ""]).encode("latin-1") + content + b"\r\n"


async def sent(asks: Asking, content_type: str, body: bytes, path: str = "/boards") -> tuple[int, str]:
    """Return the answer to a POST of these bytes."""
    headers = {**oauth("ada"), "Content-Type": content_type}
    response = await asks.client.post(f"/1{path}", data=body, headers=headers)
    return response.status, await response.text()


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"x", ["Content-Type: text/plain; charset=nonsense"]),
        (b"x", ["Content-Type: text/plain; charset=hex"]),
        (b"x", ["Content-Type: text/plain; charset=rot13"]),
        (b"\xff", ["Content-Type: text/plain; charset=utf-8"]),
        (b"\xff", ["Content-Type: text/plain; charset=\x00"]),
        (b"+2AA-", ["Content-Type: text/plain; charset=utf-7"]),
        (b"\\ud800", ["Content-Type: text/plain; charset=unicode_escape"]),
        (b"x", ["Content-Type: text/plain; charset=idna"]),
        (b"\xff\xfe\x00\xd8", ["Content-Type: text/plain; charset=utf-16"]),
        (b"!!", ["Content-Transfer-Encoding: base64"]),
        (b"=ZZ", ["Content-Transfer-Encoding: quoted-printable"]),
        (b"x", ["Content-Transfer-Encoding: nonsense"]),
        (b"x", ["Content-Encoding: gzip"]),
        (b"x", ["Content-Encoding: nonsense"]),
        (b"x", ["Content-Type: ;;;"]),
        (b"--cut--", ["Content-Type: multipart/mixed; boundary=other"]),
        (b"x", ["Content-Length: 10"]),
        (b"x", ["Content-Length: x"]),
        (b"x", ["no colon"]),
        (b"x" * 20, ["X-Long: " + "x" * 100_000]),
    ],
)
async def test_a_part_that_is_odd_is_read_or_refused(
    plain: Asking, content: bytes, headers: list[str]
) -> None:
    body = part("name", content, *headers) + part("desc", b"fine") + b"--cut--\r\n"

    status, text = await sent(plain, "multipart/form-data; boundary=cut", body)

    assert status in {200, 400}, (status, text)


async def raw(asks: Asking, content: bytes, *, ends: bool = False) -> bytes:
    """Return all that is answered until the connection is closed, by the client if the request `ends` it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", asks.client.port)
    try:
        writer.write(content)
        if ends:
            writer.write_eof()
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        writer.close()


def status_of(answer: bytes) -> int:
    """Return the status of the first answer; 0 if there is none."""
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET /1/boards/\xff\xfe HTTP/1.1", 400),
        (b"GET /1/nowhere/\xc3\xa9?x=\xff HTTP/1.1", 400),
        (b"GET /1/%ED%A0%80/x HTTP/1.1", 404),
        (b"GET /1/boards/%00 HTTP/1.1", 400),
        (b"GET /1/boards/% HTTP/1.1", 400),
        (b"GET //1//boards HTTP/1.1", 404),
        (b"GET http://[/1/boards HTTP/1.1", 400),
        (b"GET * HTTP/1.1", 400),
        (b"OPTIONS * HTTP/1.1", 404),
        (b"CONNECT a:1 HTTP/1.1", 404),
        (b"GE\xffT /1/boards HTTP/1.1", 400),
        (b"GET /1/members/me HTTP/9.9", 400),
        (b"\x16\x03\x01\x02\x00\x01", 400),
    ],
)
async def test_any_first_line_is_answered(plain: Asking, line: bytes, status: int) -> None:
    headers = [f"{name}: {value}".encode() for name, value in oauth("ada").items()]

    answer = await raw(plain, b"\r\n".join([line, b"Host: x", b"Connection: close", *headers, b"", b""]))

    assert status_of(answer) == status, answer
    assert (await plain.client.get("/_control/calls")).status == 200


START = f"POST /1/boards?{WHO} HTTP/1.1\r\nHost: x\r\nConnection: close".encode()
FORM = b"Content-Type: application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ([b"Content-Length: 3"], b"name=x", 400),
        ([b"Content-Length: -1"], b"", 400),
        ([b"Content-Length: 1e3"], b"", 400),
        ([b"Content-Length: 6", b"Content-Length: 7"], b"name=x", 400),
        ([b"Content-Length: 6", b"Transfer-Encoding: chunked"], b"name=x", 400),
        ([b"Content-Length: 0"], b"", 400),
        ([b"Transfer-Encoding: chunked"], b"6\r\nname=x\r\n0\r\n\r\n", 200),
        ([b"Transfer-Encoding: chunked"], b"zz\r\n", 400),
        ([b"Content-Encoding: gzip", b"Content-Length: 6"], b"name=x", 400),
    ],
)
async def test_any_length_is_answered(plain: Asking, headers: list[bytes], body: bytes, status: int) -> None:
    answer = await raw(plain, b"\r\n".join([START, FORM, *headers, b"", body]))

    assert status_of(answer) == status, answer


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (b"Content-Length: 100", b"name=x"),
        (b"Content-Length: 999999999999", b"name=x"),
        (b"Transfer-Encoding: chunked", b"6\r\nname"),
    ],
)
async def test_what_breaks_off_makes_nothing(plain: Asking, header: bytes, body: bytes) -> None:
    before = len(plain.world.boards)

    answer = await raw(plain, b"\r\n".join([START, FORM, header, b"", body]), ends=True)

    assert status_of(answer) in {0, 400}, answer
    assert len(plain.world.boards) == before
    assert (await plain.response("/members/me")).status == 200
