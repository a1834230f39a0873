"""One operation of one request on its way through generated code, with whatever that has to wait for."""

import asyncio
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import GraphQLError, get_argument_values

from app.gateway.execution.resolver import Info, Lookup
from app.gateway.operation import Operation
from app.gateway.projection.bail import Bail
from app.gateway.projection.plans import Plan
from app.gateway.projection.site import Arguments, Projector, Site, place_of

Waiting: TypeAlias = tuple[Site, Any, dict[str, Any]]
"""A field with the parent to resolve it for, and the part of the response that it belongs to."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a resolver came to for a parent, which is kept so that nothing else gets its identity."""

    parent: Any
    value: Any = None
    error: Exception | None = None

    def result(self) -> Any:
        """Return the value, or raise the error."""
        if self.error:
            raise self.error
        return self.value


class Run:
    """What generated code and the engine share while one operation runs."""

    __slots__ = ("_arguments", "_lookups", "_outcomes", "context", "operation", "plan", "waiting")

    def __init__(self, operation: Operation, context: Any, plan: Plan) -> None:
        self.operation = operation
        self.context = context
        self.plan = plan
        self.waiting: list[Waiting] = []
        self._arguments: dict[Site, Arguments] = {}
        self._lookups: dict[Site, tuple[Any, Any]] = {}
        self._outcomes: dict[tuple[int, tuple[int, ...]], Outcome] = {}

    async def project(self, projector: Projector, value: Any) -> Any:
        """Return what the response has of a value, everything that it waits for included.

        Raises `Bail`, or what a resolver that does not wait raised; all that was waited for is known by then.
        """
        self.waiting = []
        projected = projector(value, self)
        waiting, self.waiting = self.waiting, []
        if len(waiting) == 1:
            await self._settle(*waiting[0])
        elif waiting:
            settled = await asyncio.gather(*(self._settle(*each) for each in waiting), return_exceptions=True)
            for outcome in settled:
                if isinstance(outcome, BaseException):
                    raise outcome
        return projected

    def arguments(self, site: Site) -> Arguments:
        """Return the arguments of a field, the same for all its parents. Raises `Bail` if they do not fit."""
        if site not in self._arguments:
            try:
                self._arguments[site] = get_argument_values(
                    site.field, site.info.nodes[0], self.operation.variables
                )
            except GraphQLError:
                raise Bail("arguments") from None
        return self._arguments[site]

    def lookup(self, site: Site) -> tuple[str | None, Any]:
        """Return the key under which parents have a field's value, or None and a function that finds it."""
        if site not in self._lookups:
            assert site.lookup  # noqa: S101  # code asks for no other
            try:
                lookup: Lookup = site.lookup(self.arguments(site), self.context, site.info)
            except Exception:  # noqa: BLE001  # the resolver will tell
                raise Bail("arguments") from None
            self._lookups[site] = (lookup, None) if isinstance(lookup, str) else (None, lookup)
        return self._lookups[site]

    def outcome(self, parent: Any, info: Info) -> Outcome | None:
        """Return what the resolver of a field came to for a parent, if it has been asked."""
        return self._outcomes.get((id(parent), place_of(info)))

    async def _settle(self, site: Site, parent: Any, made: dict[str, Any]) -> None:
        """Put the value of a field where it belongs."""
        assert site.project  # noqa: S101  # whatever is waited for has one
        made[site.key] = await self.project(site.project, await self._resolved(site, parent))

    async def _resolved(self, site: Site, parent: Any) -> Any:
        outcome = self.outcome(parent, site.info)
        if outcome is None:
            outcome = await self._ask(site, parent)
            self._outcomes[id(parent), place_of(site.info)] = outcome
        if outcome.error:
            raise Bail("resolver")
        return outcome.value

    async def _ask(self, site: Site, parent: Any) -> Outcome:
        arguments = self.arguments(site)
        try:
            return Outcome(parent, await site.resolver(parent, arguments, self.context, site.info))
        except Exception as error:  # noqa: BLE001  # the engine tells it
            return Outcome(parent, error=error)
