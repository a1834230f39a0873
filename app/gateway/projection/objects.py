"""Writes the lines that project one object: fields looked up, computed, or left for the run to wait for."""

from typing import TYPE_CHECKING

from graphql import GraphQLField, GraphQLObjectType

from app.gateway.execution.resolver import Info
from app.gateway.projection.fields import Nodes
from app.gateway.projection.site import Site
from app.gateway.projection.source import Function, indented

if TYPE_CHECKING:
    from app.gateway.projection.writer import Writer


def object_lines(
    writer: "Writer", function: Function, type_: GraphQLObjectType, fields: dict[str, Nodes], *, entries: str
) -> list[str]:
    """Return the lines that turn `parent` into `made`, within a function.

    `entries` is the variable that has the parent's entries.
    """
    lines = _ObjectLines(writer, function, type_)
    for key, nodes in fields.items():
        lines.add(key, nodes)
    return [
        f"if type({entries}) is not dict: raise Bail",
        *_looked_up(lines.plain, entries),
        *lines.values,
        f"made = {{{', '.join(lines.parts)}}}",
        *lines.waiting,
    ]


class _ObjectLines:
    """`plain` are variables with the entries that they are, `parts` those of the response."""

    def __init__(self, writer: "Writer", function: Function, type_: GraphQLObjectType) -> None:
        self.plain: dict[str, str] = {}
        self.values: list[str] = []
        self.parts: list[str] = []
        self.waiting: list[str] = []
        self._writer = writer
        self._function = function
        self._type = type_

    def add(self, key: str, nodes: Nodes) -> None:
        """Write a field, all of whose nodes ask for the same."""
        name = nodes[0].name.value
        if name == "__typename":
            self.parts.append(f"{key!r}: {self._type.name!r}")
            return
        value = self._writer.names.new("value")
        self.parts.append(f"{key!r}: {value}")
        field = self._type.fields[name]
        full_name = f"{self._type.name}.{name}"
        if full_name not in self._writer.executable.resolvers:
            self.plain[value] = name
            self.values += self._writer.value(field.type, nodes, value)
            return
        site = self._site(key, field, nodes)
        if self._writer.executable.waits(full_name):
            self._wait(site, value)
        else:
            self._compute(site, value)

    def _site(self, key: str, field: GraphQLField, nodes: Nodes) -> Site:
        info = Info(self._type.name, nodes[0].name.value, nodes)
        full_name = f"{info.parent_type}.{info.field_name}"
        executable = self._writer.executable
        resolver, shortcut = executable.resolvers[full_name], executable.shortcuts.get(full_name)
        return Site(key, field, info, resolver, shortcut, is_root=executable.is_root(self._type))

    def _compute(self, site: Site, value: str) -> None:
        names = self._writer.names
        resolver, info = names.add("resolver", site.resolver), names.add("info", site.info)
        arguments = names.new("arguments")
        given = f"run.arguments({names.add('site', site)})" if site.definition.args else "{}"
        self._function.first.append(f"{arguments} = {given}")
        self.values += [
            f"{value} = {resolver}(parent, {arguments}, run.context, {info})",
            *self._writer.value(site.definition.type, site.info.nodes, value),
        ]

    def _wait(self, site: Site, value: str) -> None:
        name = self._writer.site(site)
        wait = f"run.waiting.append(({name}, parent, made))"
        if site.shortcut is None:
            self.values.append(f"{value} = None")
            self.waiting.append(wait)
            return
        key, look_up = self._writer.names.new("key"), self._writer.names.new("look_up")
        self._function.first.append(f"{key}, {look_up} = run.lookup({name})")
        project = self._writer.value(site.definition.type, site.info.nodes, value)
        self.values += [
            f"{value} = parent.get({key}, ABSENT) if {look_up} is None else {look_up}(parent)",
            f"if {value} is not ABSENT:",
            *indented(project),
        ]
        self.waiting.append(f"if {value} is ABSENT: {wait}")


def _looked_up(plain: dict[str, str], entries: str) -> list[str]:
    if len(plain) == 1:
        ((value, name),) = plain.items()
        return [f"{value} = {entries}.get({name!r})"]
    if not plain:
        return []
    # Twice as fast as asking for what may be missing, which is rare.
    return [
        "try:",
        *(f" {value} = {entries}[{name!r}]" for value, name in plain.items()),
        "except KeyError:",
        *(f" {value} = {entries}.get({name!r})" for value, name in plain.items()),
    ]
