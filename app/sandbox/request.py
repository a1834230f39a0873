from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.models import Token
from app.sandbox.params import Params
from app.sandbox.store import World
from app.sandbox.viewer import Viewer
from app.sandbox.webhooks.callbacks import Callbacks


@dataclass(frozen=True)
class Request:
    """What was asked, where it has a route and good credentials.

    `in_header` says whether the OAuth header carried the credentials. `path` has the values of the route's
    placeholders. `follow` answers another read for the same viewer, given its URL without version prefix, as
    `/batch` needs it.
    """

    viewer: Viewer
    token: Token | None
    in_header: bool
    path: Mapping[str, str]
    params: Params
    follow: Callable[[str], Any]

    @property
    def world(self) -> World:
        """All there is."""
        return self.viewer.world

    def filtered(self) -> Params:
        """Return the parameters, with the `filter` that the path names where it names one."""
        return self.params.plus(filter=self.path["filter"]) if "filter" in self.path else self.params

    def at(self, **path: str) -> "Request":
        """Return the same request with other placeholders."""
        return replace(self, path=path)


@dataclass(frozen=True)
class Write(Request):
    """A request that changes something. The `actor`, whose token came with it, is the one who does.

    `key` is the API key that came with it; `callbacks` ask addresses whether they take webhooks.
    """

    actor: Actor
    key: str
    callbacks: Callbacks

    def without_nulls(self) -> "Write":
        """Return the same request without parameters that are null: of something new they say nothing."""
        return replace(self, params=self.params.without_nulls())
