from app.sandbox.models import Label
from app.sandbox.table import Table


def labels() -> Table[Label]:
    table: Table[Label] = Table("board_id", "name")
    for label_id, board_id, name in (("1", "a", "Bug"), ("2", "a", "Idea"), ("3", "b", "Bug")):
        table.add(Label(label_id, board_id, name, None))
    return table


def ids(found: list[Label]) -> list[str]:
    return [each.id for each in found]


def test_objects_are_found_by_id() -> None:
    found = labels().get("2")

    assert found is not None
    assert found.name == "Idea"


def test_nothing_is_found_by_an_unknown_id() -> None:
    assert labels().get("9") is None
    assert "9" not in labels()


def test_objects_are_found_by_each_index_in_the_order_they_came() -> None:
    assert ids(labels().by("board_id", "a")) == ["1", "2"]
    assert ids(labels().by("name", "Bug")) == ["1", "3"]
    assert labels().by("board_id", "c") == []


def test_the_first_of_several_is_found() -> None:
    found = labels().one("name", "Bug")

    assert found is not None
    assert found.id == "1"
    assert labels().one("name", "None") is None


def test_a_change_moves_an_object_to_another_place_in_the_index() -> None:
    table = labels()
    item = table.get("1")
    assert item is not None

    table.update(item, board_id="b")

    assert ids(table.by("board_id", "a")) == ["2"]
    assert ids(table.by("board_id", "b")) == ["3", "1"]


def test_an_object_replaces_the_one_with_its_id() -> None:
    table = labels()

    table.add(Label("1", "b", "New", None))

    assert ids(table.by("board_id", "a")) == ["2"]
    assert len(table) == 3


def test_what_was_removed_is_in_no_index() -> None:
    table = labels()

    table.remove("1")
    table.remove("unknown")

    assert [each.id for each in table] == ["2", "3"]
    assert ids(table.by("name", "Bug")) == ["3"]


def test_tables_with_equal_objects_are_equal() -> None:
    assert labels() == labels()
    assert labels() != Table("board_id", "name")
