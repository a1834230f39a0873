import gc

from aiohttp import web
from aiohttp.test_utils import TestServer

from app.gateway.garbage import mount_freeze


async def test_what_there_is_at_the_start_is_collected_no_more() -> None:
    app = web.Application()
    mount_freeze(app)
    before = gc.get_freeze_count()
    try:
        async with TestServer(app):
            assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()
