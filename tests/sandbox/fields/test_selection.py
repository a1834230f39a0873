import pytest

from app.sandbox.fields.selection import Fields, constant, stored
from app.sandbox.models import Label
from app.sandbox.store import World
from app.sandbox.viewer import Viewer

FIELDS = Fields[Label](
    {"id": stored("id"), "name": stored("name"), "color": stored("color"), "uses": constant(0)},
    default="name,color",
)
LABEL = Label("1", "2", "Bug", "red")
VIEWER = Viewer(World(), None)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (None, ("id", "name", "color")),
        ("all", ("id", "name", "color", "uses")),
        ("uses,name", ("id", "name", "uses")),
        (" uses , name ", ("id", "name", "uses")),
        ("name,all", ("id", "name", "color", "uses")),
        ("", ("id",)),
        ("id", ("id",)),
        ("shoeSize", ("id",)),
    ],
)
def test_the_id_and_what_is_wanted_are_selected(wanted: str | None, names: tuple[str, ...]) -> None:
    assert FIELDS.select(wanted) == names


def test_an_object_is_sent_with_its_selected_fields() -> None:
    assert FIELDS.one(LABEL, VIEWER, "name") == {"id": "1", "name": "Bug"}


def test_a_field_is_found_in_any_case() -> None:
    getter = FIELDS.find("COLOR")

    assert getter is not None
    assert getter(LABEL, VIEWER) == "red"
    assert FIELDS.find("shoeSize") is None
