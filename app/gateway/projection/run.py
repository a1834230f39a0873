"""One operation of one request on its way through generated code, with whatever that has to wait for."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import GraphQLError, get_argument_values

from app.gateway.execution.resolver import Info, Lookup
from app.gateway.memo import Memo
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

    __slots__ = ("_of_root", "_outcomes", "context", "operation", "plan", "waiting")

    def __init__(self, operation: Operation, context: Any, plan: Plan) -> None:
        self.operation = operation
        self.context = context
        self.plan = plan
        self.waiting: list[Waiting] = []
        self._of_root: Memo = {}
        self._outcomes: dict[tuple[int, tuple[int, ...]], Outcome] = {}

    async def project(self, projector: Projector, value: Any) -> Any:
        """Return what the response has of a value, everything that it waits for included.

        Raises `Bail`, or what a resolver that does not wait raised; all that was waited for is known by then.
        """
        self.waiting = []
        projected = projector(value, self)
        await self._settle()
        return projected

    def arguments(self, site: Site) -> Arguments:
        """Return the arguments of a field, the same for all its parents. Raises `Bail` if they do not fit."""
        memo = self._memo_for(site)
        known: Arguments | None = memo.get(site)
        if known is None:
            try:
                known = get_argument_values(site.definition, site.info.nodes[0], self.operation.variables)
            except GraphQLError:
                raise Bail("arguments") from None
            memo[site] = known
        return known

    def lookup(self, site: Site) -> tuple[str | None, Any]:
        """Return the key under which parents have a field's value, or None and a function that finds it."""
        memo = self._memo_for(site)
        known: tuple[str | None, Any] | None = memo.get((site, "lookup"))
        if known is None:
            assert site.shortcut  # noqa: S101  # code asks for no other
            try:
                lookup: Lookup = site.shortcut.look_up(self.arguments(site), self.operation, site.info)
            except Exception:  # noqa: BLE001  # the resolver will tell
                raise Bail("arguments") from None
            known = memo[site, "lookup"] = (lookup, None) if isinstance(lookup, str) else (None, lookup)
        return known

    def _memo_for(self, site: Site) -> Memo:
        return self._of_root if site.is_root else self.operation.memo

    def outcome(self, parent: Any, info: Info) -> Outcome | None:
        """Return what the resolver of a field came to for a parent, if it has been asked."""
        return self._outcomes.get((id(parent), place_of(info)))

    async def _settle(self) -> None:
        """Put everything that is waited for now where it belongs, each as soon as it is there."""
        if not self.waiting:
            return
        waiting, self.waiting = self.waiting, []
        together = list(_together(waiting))
        if len(together) == 1:
            await self._fill(*together[0])
            return
        filled = await asyncio.gather(*(self._fill(*each) for each in together), return_exceptions=True)
        for outcome in filled:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _fill(self, site: Site, parents: list[Any], parts: list[dict[str, Any]]) -> None:
        assert site.project  # noqa: S101  # whatever is waited for has one
        values = await self._resolved(site, parents)
        self.waiting = []
        for part, value in zip(parts, values, strict=True):
            part[site.key] = site.project(value, self)
        await self._settle()

    async def _resolved(self, site: Site, parents: list[Any]) -> list[Any]:
        known = self._outcomes
        missing = {id(each): each for each in parents if (id(each), site.place) not in known}
        if missing:
            for outcome in await self._ask(site, list(missing.values())):
                known[id(outcome.parent), site.place] = outcome
        outcomes = [known[id(parent), site.place] for parent in parents]
        if any(outcome.error for outcome in outcomes):
            raise Bail("resolver")
        return [outcome.value for outcome in outcomes]

    async def _ask(self, site: Site, parents: list[Any]) -> Iterable[Outcome]:
        arguments = self.arguments(site)
        if len(parents) == 1:
            return [await _asked(site.resolver(parents[0], arguments, self.context, site.info), parents[0])]
        assert site.shortcut  # noqa: S101  # nothing else is asked for several at once
        assert site.shortcut.resolve_all  # noqa: S101  # likewise
        values = await site.shortcut.resolve_all(parents, arguments, self.context, site.info)
        return [
            Outcome(parent, error=value) if isinstance(value, Exception) else Outcome(parent, value)
            for parent, value in zip(parents, values, strict=True)
        ]


async def _asked(awaitable: Any, parent: Any) -> Outcome:
    try:
        return Outcome(parent, await awaitable)
    except Exception as error:  # noqa: BLE001  # the engine tells it
        return Outcome(parent, error=error)


def _together(waiting: list[Waiting]) -> Iterator[tuple[Site, list[Any], list[dict[str, Any]]]]:
    """Yield what waits, for as many parents together as can be asked for at once."""
    found: dict[Site, tuple[list[Any], list[dict[str, Any]]]] = {}
    for site, parent, part in waiting:
        if site.shortcut is None or site.shortcut.resolve_all is None:
            yield site, [parent], [part]
            continue
        parents, parts = found.setdefault(site, ([], []))
        parents.append(parent)
        parts.append(part)
    for site, (parents, parts) in found.items():
        yield site, parents, parts
