"""What a request carries from its first resolver to its last. Requests share nothing."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from app.gateway.limits.cost.figures import Cost
from app.gateway.operation import Operation
from app.gateway.viewer.viewer import Viewer

if TYPE_CHECKING:
    from app.gateway.projection.run import Run

UpstreamT = TypeVar("UpstreamT")


@dataclass(slots=True, eq=False)
class RequestContext(Generic[UpstreamT]):
    """The context that every resolver gets.

    `upstream` is what resolvers read from, made for this request and this viewer. `deadline` is a time of the
    event loop's clock; waiting for an upstream must end before it. The engine sets `operation` before it
    calls a resolver. `viewer` is who asks, or None if nobody is asked who they are. `queries_only` refuses
    mutations, as a GET request must. `streams` lets subscriptions, because the connection stays open. The
    engine sets `cost` as well, which the response tells if the client asked for it: `reports_cost`. An
    executor that projects sets `run`.
    """

    request_id: str
    # A representation goes into logs, and an upstream may hold a credential.
    upstream: UpstreamT = field(repr=False)
    deadline: float
    viewer: Viewer | None = None
    queries_only: bool = False
    streams: bool = False
    reports_cost: bool = False
    cost: Cost | None = None
    operation: Operation | None = None
    run: "Run | None" = field(default=None, repr=False)
