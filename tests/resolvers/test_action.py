import pytest
from graphql import GraphQLEnumType, GraphQLInterfaceType, build_schema

from app.composition.engine import SCHEMA
from app.resolvers.action import MAPPING, TYPES, _trello_name, type_name


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"type": "commentCard", "data": {}}, "CommentCardAction"),
        ({"type": "updateCard", "data": {"old": {"name": "a"}}}, "UpdateCardAction"),
        ({"type": "updateCard", "data": {"listBefore": {}, "listAfter": {}}}, "MoveCardAction"),
        ({"type": "somethingNew", "data": {}}, "OtherAction"),
    ],
)
def test_an_action_is_of_the_type_that_its_kind_has(action: dict[str, object], expected: str) -> None:
    assert type_name(action) == expected


def test_every_kind_with_a_type_can_be_asked_for_and_is_in_the_schema() -> None:
    schema = build_schema(SCHEMA.read_text())
    interface, enum = schema.type_map["Action"], schema.type_map["ActionType"]
    assert isinstance(interface, GraphQLInterfaceType)
    assert isinstance(enum, GraphQLEnumType)

    possible = {type_.name for type_ in schema.get_possible_types(interface)}

    assert possible == {type_name({"type": kind, "data": {}}) for kind in TYPES} | {
        "MoveCardAction",
        "OtherAction",
    }
    assert {_trello_name(value) for value in enum.values} == TYPES | {"updateCard:idList"}


def test_what_an_action_remembers_is_read_from_its_data() -> None:
    assert {needed for fields in MAPPING.fields.values() for needed in fields} == {"data"}
