from typing import Any

import pytest

from app.gateway import selection
from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.execution.resolver import Info
from app.gateway.selection import SelectedField, selected
from tests.gateway import zoo


def plain(fields: tuple[SelectedField, ...]) -> list[Any]:
    """Return fields as `Type.name`, with arguments and selection where there are some."""
    told = []
    for field in fields:
        parts: list[Any] = [f"{field.parent_type}.{field.name}"]
        if field.arguments:
            parts.append(dict(field.arguments))
        if field.selection:
            parts.append(plain(field.selection))
        told.append(parts[0] if len(parts) == 1 else tuple(parts))
    return told


class Recorder:
    """Resolves `Query.animal` and `Query.found` and remembers what was selected of them."""

    def __init__(self) -> None:
        self.seen: list[tuple[SelectedField, ...]] = []

    async def engine(self, executor: ExecutorFactory) -> GraphQLEngine:
        return await zoo.cooked(
            executor,
            resolvers=zoo.RESOLVERS
            | {"Query.animal": self.animal, "Query.found": self.found, "Cat.friends": self.friends},
        )

    async def animal(self, _parent: Any, _arguments: Any, context: Any, info: Info) -> Any:
        self.seen.append(selected(context, info))
        return zoo.CAT

    async def found(self, _parent: Any, _arguments: Any, context: Any, info: Info) -> Any:
        self.seen.append(selected(context, info))
        return []

    async def friends(self, _parent: Any, _arguments: Any, context: Any, info: Info) -> Any:
        self.seen.append(selected(context, info))
        return []


async def selection_of(executor: ExecutorFactory, query: str, **variables: Any) -> list[Any]:
    """Return what the first resolver to run was told to be selected."""
    recorder = Recorder()
    engine = await recorder.engine(executor)
    response = await engine.execute(query, context=zoo.context(), variables=variables)
    assert "errors" not in response, response["errors"]
    return plain(recorder.seen[0])


CASES: list[tuple[str, list[Any]]] = [
    ("{ animal { id name } }", ["Animal.id", "Animal.name"]),
    ("{ animal { one: id two: id __typename } }", ["Animal.id"]),
    (
        "{ animal { keeper { name } ...K } } fragment K on Animal { keeper { since name } }",
        [("Animal.keeper", ["Keeper.name", "Keeper.since"])],
    ),
    (
        "{ animal { ... on Cat { lives ... { mood } } ... on Dog { tricks } ... on Node { id } name } }",
        ["Cat.lives", "Cat.mood", "Dog.tricks", "Node.id", "Animal.name"],
    ),
    (
        "{ animal { friends { id } few: friends(first: 1) { name } same: friends(first: 2) { name } } }",
        [
            ("Animal.friends", {"first": 2}, ["Animal.id", "Animal.name"]),
            ("Animal.friends", {"first": 1}, ["Animal.name"]),
        ],
    ),
    (
        """
        { animal {
            id @skip(if: true)
            name @include(if: false)
            ...F @skip(if: true)
            ... @include(if: true) { keeper { id } }
        } }
        fragment F on Cat { lives }
        """,
        [("Animal.keeper", ["Keeper.id"])],
    ),
    ("{ animal { id } animal { name } }", ["Animal.id", "Animal.name"]),
    (
        "{ found { __typename ... on Cat { lives } ... on Animal { name } ... on Keeper { since } } }",
        ["Cat.lives", "Animal.name", "Keeper.since"],
    ),
    (
        """
        { ...Root }
        fragment Root on Query { animal { ...A } }
        fragment A on Animal { ...B id }
        fragment B on Animal { name keeper { animals { ...C } } }
        fragment C on Animal { id }
        """,
        ["Animal.name", ("Animal.keeper", [("Keeper.animals", {"first": 9}, ["Animal.id"])]), "Animal.id"],
    ),
    ("{ animal { __typename } }", []),
    ("{ animal { id } __schema { queryType { name } } }", ["Animal.id"]),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
async def test_selection_is_told(executor: ExecutorFactory, query: str, expected: list[Any]) -> None:
    assert await selection_of(executor, query) == expected


async def test_variables_and_defaults_are_filled_in(executor: ExecutorFactory) -> None:
    query = """
    query ($first: Int!, $lives: Int = 7, $mood: [Mood!], $yes: Boolean!, $no: Boolean = false) {
      animal {
        friends(first: $first, filter: { lives: $lives, moods: $mood }) {
          id @include(if: $yes)
          name @include(if: $no)
        }
      }
    }
    """
    assert await selection_of(executor, query, first=3, yes=True) == [
        (
            "Animal.friends",
            {"first": 3, "filter": {"name": 'a"b\\cé😀', "moods": ["CALM"], "lives": 7}},
            ["Animal.id"],
        )
    ]


async def test_field_whose_arguments_do_not_fit_is_left_out(executor: ExecutorFactory) -> None:
    recorder = Recorder()
    engine = await recorder.engine(executor)
    query = "query ($n: Int) { animal { id friends(first: $n) { id } } }"
    response = await engine.execute(query, context=zoo.context(), variables={"n": None})
    assert plain(recorder.seen[0]) == ["Animal.id"]
    assert len(recorder.seen) == 1
    assert [error["path"] for error in response["errors"]] == [["animal", "friends"]]


async def test_selection_of_many_parents_is_computed_once(
    executor: ExecutorFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    async def many(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        return [dict(zoo.CAT) for _ in range(1_000)]

    async def friends(_parent: Any, _arguments: Any, context: Any, info: Info) -> Any:
        seen.append(selected(context, info))
        return []

    computed = []
    merge = selection._merged

    def counting(*arguments: Any) -> Any:
        computed.append(arguments)
        return merge(*arguments)

    monkeypatch.setattr(selection, "_merged", counting)
    engine = await zoo.cooked(executor, resolvers={"Query.animals": many, "Cat.friends": friends})
    await engine.execute("{ animals { friends { id } } }", context=zoo.context())
    assert len(seen) == 1_000
    assert all(each is seen[0] for each in seen)
    assert plain(seen[0]) == ["Animal.id"]
    assert len(computed) == 2  # the selection of friends, and that of its leaf


async def test_selections_of_requests_are_not_shared(executor: ExecutorFactory) -> None:
    recorder = Recorder()
    engine = await recorder.engine(executor)
    query = "query ($yes: Boolean!) { animal { id name @include(if: $yes) } }"
    for yes in (True, False):
        await engine.execute(query, context=zoo.context(), variables={"yes": yes})
    assert [plain(each) for each in recorder.seen] == [["Animal.id", "Animal.name"], ["Animal.id"]]


async def test_selection_outside_of_an_operation_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="the engine sets"):
        selected(zoo.context(), Info("Query", "animal", ()))
