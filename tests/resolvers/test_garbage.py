import gc

import pytest

from app.sandbox.seed.plain import plain_world
from tests.resolvers.house import house

OURS = ("app.gateway", "app.resolvers", "app.trello")


@pytest.mark.parametrize(
    "query",
    [
        "{ member { fullName boards { name } } }",
        "{ member { boards { name lists { name cards { name members { fullName } } } } } }",
    ],
)
async def test_what_a_request_has_read_goes_with_it_and_does_not_wait_for_the_garbage_collector(
    query: str,
) -> None:
    async with house(plain_world(boards=2)) as trello:
        await trello.respond(query)
        gc.collect()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            await trello.respond(query)
            gc.collect()
            left = [type(each).__qualname__ for each in gc.garbage if type(each).__module__.startswith(OURS)]
        finally:
            gc.set_debug(0)
            gc.enable()
            gc.garbage.clear()

    assert left == []
