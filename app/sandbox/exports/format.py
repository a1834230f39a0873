"""What is read of an export, which is one board object with its parts.

Exports of all years differ in what they have: a key that is missing and one that is null mean the default,
and keys not named here are passed over. Only ids must be right, because everything hangs together by them.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, JsonValue, model_validator
from pydantic.alias_generators import to_camel

from app.sandbox.dates import is_object_id, parse_time, trello_time


def _id(value: str) -> str:
    if not is_object_id(value):
        raise ValueError("is not an id of 24 hexadecimal digits")
    return value.lower()


def _time(value: str) -> str:
    moment = parse_time(value)
    if moment is None:
        raise ValueError("is not a time such as 2026-01-31T09:30:00.000Z")
    return trello_time(moment)


Id: TypeAlias = Annotated[str, AfterValidator(_id)]
Time: TypeAlias = Annotated[str, AfterValidator(_time)]
Number: TypeAlias = Annotated[int, Field(ge=-(2**53), le=2**53)]
Text: TypeAlias = Annotated[str, Field(max_length=1_000_000)]


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _null_is_missing(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: each for name, each in value.items() if each is not None}
        return value


class MemberPart(_Part):
    """A member, at the top or inside an action."""

    id: Id
    username: Text = ""
    full_name: Text = ""
    initials: Text = ""
    avatar_hash: Text | None = None
    bio: Text = ""


class MembershipPart(_Part):
    """That a member belongs to the board."""

    id: Id | None = None
    id_member: Id
    member_type: Text = "normal"
    unconfirmed: bool = False
    deactivated: bool = False


class ListPart(_Part):
    """A list."""

    id: Id
    name: Text = ""
    closed: bool = False
    pos: float | None = None


class LabelPart(_Part):
    """A label, at the top or inside a card; old ones inside cards have no id."""

    id: Id | None = None
    name: Text = ""
    color: Text | None = None


class CheckItemPart(_Part):
    """A line of a checklist."""

    id: Id
    name: Text = ""
    pos: float | None = None
    state: Literal["complete", "incomplete"] = "incomplete"
    due: Time | None = None
    due_reminder: Number | None = None
    id_member: Id | None = None


class ChecklistPart(_Part):
    """A checklist, at the top or inside its card."""

    id: Id
    id_card: Id | None = None
    name: Text = "Checklist"
    pos: float | None = None
    check_items: list[CheckItemPart] = []


class AttachmentPart(_Part):
    """An attachment of a card."""

    id: Id
    name: Text = ""
    url: Text = ""
    date: Time | None = None
    pos: float | None = None
    id_member: Id | None = None
    bytes: Number | None = None
    mime_type: Text = ""
    is_upload: bool = False
    edge_color: Text | None = None
    previews: list[dict[str, JsonValue]] = []


class OptionPart(_Part):
    """A choice of a custom field."""

    id: Id = Field(validation_alias=AliasChoices("id", "_id"))
    value: dict[str, JsonValue] = {}
    color: Text = "none"
    pos: float | None = None


class CustomFieldPart(_Part):
    """The definition of a custom field."""

    id: Id
    name: Text = ""
    type: Literal["text", "number", "date", "checkbox", "list"] = "text"
    pos: float | None = None
    display: dict[str, JsonValue] = {}
    options: list[OptionPart] = []


class CustomFieldItemPart(_Part):
    """The value of a custom field on a card."""

    id: Id
    id_custom_field: Id
    value: dict[str, str] | None = None
    id_value: Id | None = None


class CardPart(_Part):
    """A card with what is inside it."""

    id: Id
    id_list: Id
    name: Text = ""
    desc: Text = ""
    closed: bool = False
    pos: float | None = None
    id_short: Number | None = None
    short_link: Text | None = None
    short_url: Text = ""
    url: Text = ""
    date_last_activity: Time | None = None
    start: Time | None = None
    due: Time | None = None
    due_complete: bool = False
    due_reminder: Number | None = None
    is_template: bool = False
    card_role: Text | None = None
    cover: dict[str, JsonValue] = {}
    id_attachment_cover: Text = ""
    id_members: list[Id] = []
    id_members_voted: list[Id] = []
    id_labels: list[Id] = []
    id_checklists: list[Id] = []
    labels: list[LabelPart] = []
    attachments: list[AttachmentPart] = []
    checklists: list[ChecklistPart] = []
    custom_field_items: list[CustomFieldItemPart] = []
    plugin_data: list[dict[str, JsonValue]] = []
    stickers: list[dict[str, JsonValue]] = []


class ActionPart(_Part):
    """An action. Exports hold the newest thousand of them."""

    id: Id
    type: Text
    date: Time | None = None
    id_member_creator: Id | None = None
    data: dict[str, JsonValue] = {}
    member_creator: MemberPart | None = None
    member: MemberPart | None = None


class BoardExport(_Part):
    """A whole export."""

    id: Id
    name: Text
    desc: Text = ""
    closed: bool = False
    date_closed: Time | None = None
    id_organization: Id | None = None
    id_member_creator: Id | None = None
    id_board_source: Id | None = None
    short_link: Text | None = None
    short_url: Text = ""
    url: Text = ""
    date_last_activity: Time | None = None
    prefs: dict[str, JsonValue] = {}
    label_names: dict[str, str] = {}
    power_ups: list[JsonValue] = []
    premium_features: list[JsonValue] = []
    memberships: list[MembershipPart] = []
    members: list[MemberPart] = []
    lists: list[ListPart] = []
    labels: list[LabelPart] = []
    cards: list[CardPart] = []
    checklists: list[ChecklistPart] = []
    custom_fields: list[CustomFieldPart] = []
    actions: list[ActionPart] = []

    @model_validator(mode="after")
    def _has_a_boards_parts(self) -> "BoardExport":
        if not self.model_fields_set & {"lists", "cards"}:
            raise ValueError("it has neither lists nor cards")
        return self
