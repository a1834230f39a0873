"""Any body to any route: forms, JSON and multipart, as clients write them and as nobody should."""

import asyncio
import gc
import json
import pickle
from typing import Final
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sandbox.routing import Route
from tests.sandbox.asking import Asking, asking, oauth
from tests.sandbox.furnished import furnished
from tests.sandbox.robustness.fitting import fitting
from tests.sandbox.robustness.known import paths
from tests.sandbox.robustness.test_routes import EVERYTHING, EXAMPLES, REFUSED, ROUTES, WORLD

_FORM: Final = "application/x-www-form-urlencoded"
_KINDS: Final = ("application/json", _FORM, "multipart/form-data; boundary=cut", "multipart/form-data", "a/b")
_CHARSETS: Final = ("utf-8", "utf-7", "utf-16", "latin-1", "hex", "nonsense", "\0")
_BRACKETS: Final = ("[]", "[0]", "[1]", "[text]", "[", "]", "[][x]", "[%00]")

_names: Final = st.sampled_from(sorted(fitting(furnished()))) | st.text(max_size=10)
_texts: Final = st.sampled_from(sorted(EVERYTHING)) | st.text(max_size=20)
_json: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_names, inner, max_size=4),
    max_leaves=10,
)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a content type and a body, mostly of that kind."""
    match draw(st.integers(0, 5)):
        case 0:
            return draw(st.sampled_from(_KINDS)), draw(st.binary(max_size=50))
        case 1:
            return _KINDS[0], b"[" * draw(st.integers(1, 2000)) + b"]" * draw(st.integers(0, 2000))
        case 2:
            depth = draw(st.integers(1, 1100))
            return _KINDS[0], b'{"value":' + b"[" * depth + b"]" * depth + b"}"
        case 3:
            return _KINDS[0], json.dumps(draw(st.dictionaries(_names, _json, max_size=5))).encode()
        case 4:
            return _FORM, "&".join(draw(st.lists(_pairs(), max_size=6))).encode()
    return _KINDS[2], b"".join(draw(st.lists(_parts(), max_size=4))) + b"--cut--\r\n"


@st.composite
def _pairs(draw: st.DrawFn) -> str:
    brackets = draw(st.lists(st.sampled_from(_BRACKETS), max_size=7))
    return f"{quote(draw(_names))}{''.join(brackets)}={quote(draw(_texts))}"


@st.composite
def _parts(draw: st.DrawFn) -> bytes:
    name = draw(_names).replace('"', "").replace("\r", "").replace("\n", "")
    file = draw(st.sampled_from(("", '; filename="x.png"', '; filename="\ud800"')))
    charset = draw(st.sampled_from(_CHARSETS))
    about = f'Content-Disposition: form-data; name="{name}"{file}'
    head = f"--cut\r\n{about}\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    return head.encode(errors="surrogatepass") + draw(st.binary(max_size=20)) + b"\r\n"


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_every_route_takes_any_body_or_refuses_it() -> None:
    with asyncio.Runner() as runner:
        context = asking(pickle.loads(WORLD))  # noqa: S301  # made by the tests
        asks = runner.run(context.__aenter__())

        @settings(max_examples=EXAMPLES or 800, deadline=None)
        @given(st.sampled_from([each for each in ROUTES if each.method != "GET"]), bodies(), st.data())
        def answers(route: Route, body: tuple[str, bytes], data: st.DataObject) -> None:
            asks.sandbox.world = pickle.loads(WORLD)  # noqa: S301  # made by the tests
            path = data.draw(paths(route, asks.world), label="path")
            status, text = runner.run(_answer(asks, route.method, path, body))
            assert status in {200, *REFUSED}, text

        try:
            answers()
        finally:
            gc.collect()  # aiohttp leaves it to the collector to close files that came before a broken part
            runner.run(context.__aexit__(None, None, None))


async def _answer(asks: Asking, method: str, path: str, body: tuple[str, bytes]) -> tuple[int, str]:
    headers = oauth("ada") | {"Content-Type": body[0]}
    response = await asks.client.request(method, path, data=body[1], headers=headers)
    return response.status, await response.text()
