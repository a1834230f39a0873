"""Writes the functions that project values: one for each list, object and abstract type selected on."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from graphql import GraphQLObjectType, is_leaf_type, is_list_type, is_non_null_type, is_object_type
from graphql.type import GraphQLAbstractType, GraphQLList, GraphQLOutputType

from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.operation import Operation
from app.gateway.projection.bail import Bail
from app.gateway.projection.fields import Nodes, fields_by_key, root_fields_by_key
from app.gateway.projection.leaves import leaf
from app.gateway.projection.objects import object_lines
from app.gateway.projection.site import Projector, Site
from app.gateway.projection.source import Definition, Function, Names, Table, define, indented

_Key: TypeAlias = tuple[str, tuple[int, ...]]

MAX_FIELDS: Final = 2_000
"""Fields that are written at once, those of each possible type counted: it takes 25 microseconds for each."""


class Writer:
    """Writes for one operation, up to now so many `fields`. What nodes select on a type is written once.

    Raises `Bail` where it gets too much.
    """

    def __init__(self, executable: ExecutableSchema, operation: Operation) -> None:
        self.executable = executable
        self.names = Names()
        self._operation = operation
        self._definitions: list[Definition] = []
        self._known: dict[_Key, str] = {}
        self._sites: list[tuple[Site, str]] = []
        self.fields = 0

    def root(self, type_: GraphQLObjectType) -> Projector:
        """Return the function for the root value, which may be None."""
        function = Function("root")
        self._count(fields := root_fields_by_key(self._operation, type_))
        function.then = [
            "parent = value",
            "entries = {} if parent is None else parent",
            *object_lines(self, function, type_, fields, entries="entries"),
            "return made",
        ]
        return self._defined(function)

    def object(self, type_: GraphQLObjectType, nodes: Nodes) -> Projector:
        """Return the function for an object that `nodes` ask for."""
        return self._defined(self._object("root", type_, nodes))

    def value(self, type_: GraphQLOutputType, nodes: Nodes, value: str) -> list[str]:
        """Return the lines that turn the value of a variable into what the response has of it."""
        nullable = not is_non_null_type(type_)
        inner: Any = type_.of_type if is_non_null_type(type_) else type_
        if is_leaf_type(inner):
            return leaf(inner, nullable=nullable, value=value, names=self.names)
        call = f"{value} = {self._composite(inner, nodes)}({value}, run)"
        return [f"if {value} is not None: {call}" if nullable else call]

    def site(self, site: Site) -> str:
        """Return the name of a site."""

        def write(name: str) -> Function:
            function = Function(name)
            function.then = [*self.value(site.definition.type, site.info.nodes, "value"), "return value"]
            return function

        self._sites.append((site, self._once("value", site.definition.type, site.info.nodes, write)))
        return self.names.add("site", site)

    def _composite(self, type_: Any, nodes: Nodes) -> str:
        if is_list_type(type_):
            return self._once("items", type_, nodes, lambda name: self._list(name, type_, nodes))
        if is_object_type(type_):
            return self._once("object", type_, nodes, lambda name: self._object(name, type_, nodes))
        return self._once("abstract", type_, nodes, lambda name: self._abstract(name, type_, nodes))

    def _list(self, name: str, type_: GraphQLList[Any], nodes: Nodes) -> Function:
        function = Function(name)
        function.first = ["if type(value) is not list: raise Bail", "items = []", "add = items.append"]
        item = type_.of_type.of_type if is_non_null_type(type_.of_type) else type_.of_type
        if is_object_type(item):
            # Within the loop: to call a function for each would take as long as all that it does.
            fields = self._count(fields_by_key(self._operation, item, nodes))
            loop = [
                *([] if is_non_null_type(type_.of_type) else ["if parent is None: add(None); continue"]),
                *object_lines(self, function, item, fields, entries="parent"),
                "add(made)",
            ]
        else:
            loop = [*self.value(type_.of_type, nodes, "parent"), "add(parent)"]
        function.then = ["for parent in value:", *indented(loop), "return items"]
        return function

    def _object(self, name: str, type_: GraphQLObjectType, nodes: Nodes) -> Function:
        function = Function(name)
        fields = self._count(fields_by_key(self._operation, type_, nodes))
        function.then = [
            "parent = value",
            *object_lines(self, function, type_, fields, entries="parent"),
            "return made",
        ]
        return function

    def _abstract(self, name: str, type_: GraphQLAbstractType, nodes: Nodes) -> Function:
        possible = {
            each.name: self._composite(each, nodes)
            for each in self.executable.schema.get_possible_types(type_)
        }
        table = Table(self.names.new("possible"), possible)
        self._definitions.append(table)
        type_of = self.names.add("type_of", self.executable.type_resolvers[type_.name])
        function = Function(name)
        function.first = ["if value is None: raise Bail"]
        function.then = [f"return {table.name}[{type_of}(value)](value, run)"]
        return function

    def _once(self, prefix: str, type_: Any, nodes: Nodes, write: Callable[[str], Function]) -> str:
        """Return the name of a function, which is written if it was not before."""
        key = f"{prefix} {type_}", tuple(map(id, nodes))
        if key not in self._known:
            self._known[key] = self.names.new(prefix)
            self._definitions.append(write(self._known[key]))
        return self._known[key]

    def _count(self, fields: dict[str, Nodes]) -> dict[str, Nodes]:
        self.fields += len(fields)
        if self.fields > MAX_FIELDS:
            raise Bail("size")
        return fields

    def _defined(self, function: Function) -> Projector:
        define([*self._definitions, function], self.names)
        for site, name in self._sites:
            site.project = self.names.values[name]
        projector: Projector = self.names.values[function.name]
        return projector
