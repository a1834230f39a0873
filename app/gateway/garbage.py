"""The garbage collector need not walk again and again through what stays anyway.

Schema, engine and modules are some hundred thousand objects, and none of them is let go before the process
ends. Among requests that allocate a little each, a full collection comes every few thousand.
"""

import gc

from aiohttp import web


def mount_freeze(app: web.Application) -> None:
    """Leave what there is once the application has started out of every collection from then on.

    Only for a process that serves one application for as long as it lives: garbage from before is collected
    once, but whatever becomes garbage later is kept. Mount it last. Workers of gunicorn do without: with it,
    they do not end when gunicorn is killed.
    """
    app.on_startup.append(_freeze)


async def _freeze(_app: web.Application) -> None:
    gc.collect()
    # See https://docs.python.org/3/library/gc.html#gc.freeze.
    gc.freeze()
