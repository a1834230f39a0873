"""What is read of an export, which is one board object with its parts.

Exports of all years differ in what they have: a key that is missing and one that is null mean the default,
and keys not named here are passed over. Only ids must be right, because everything hangs together by them.
"""

from typing import Literal

from pydantic import AliasChoices, Field, JsonValue, model_validator

from app.sandbox.exports.offline_format import OfflinePart
from app.sandbox.exports.part import Id, Number, Part, Text, Time
from app.sandbox.exports.people_format import MemberPart, MembershipPart
from app.sandbox.models import FieldType


class ListPart(Part):
    """A list."""

    id: Id
    name: Text = ""
    closed: bool = False
    pos: float | None = None


class LabelPart(Part):
    """A label, at the top or inside a card; old ones inside cards have no id."""

    id: Id | None = None
    name: Text = ""
    color: Text | None = None


class CheckItemPart(Part):
    """A line of a checklist."""

    id: Id
    name: Text = ""
    pos: float | None = None
    state: Literal["complete", "incomplete"] = "incomplete"
    due: Time | None = None
    due_reminder: Number | None = None
    id_member: Id | None = None


class ChecklistPart(Part):
    """A checklist, at the top or inside its card."""

    id: Id
    id_card: Id | None = None
    name: Text = "Checklist"
    pos: float | None = None
    check_items: list[CheckItemPart] = []


class AttachmentPart(Part):
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
    file_name: Text | None = None


class OptionPart(Part):
    """A choice of a custom field."""

    id: Id = Field(validation_alias=AliasChoices("id", "_id"))
    value: dict[str, JsonValue] = {}
    color: Text = "none"
    pos: float | None = None


class CustomFieldPart(Part):
    """The definition of a custom field."""

    id: Id
    name: Text = ""
    type: FieldType = "text"
    pos: float | None = None
    display: dict[str, JsonValue] = {}
    options: list[OptionPart] = []


class CustomFieldItemPart(Part):
    """The value of a custom field on a card."""

    id: Id
    id_custom_field: Id
    value: dict[str, str] | None = None
    id_value: Id | None = None


class CardPart(Part):
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
    address: Text | None = None
    location_name: Text | None = None
    coordinates: dict[str, float] | None = None
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


class ActionPart(Part):
    """An action. Exports hold the newest thousand of them."""

    id: Id
    type: Text
    date: Time | None = None
    id_member_creator: Id | None = None
    data: dict[str, JsonValue] = {}
    member_creator: MemberPart | None = None
    member: MemberPart | None = None


class BoardExport(Part):
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
    offline_trello: OfflinePart | None = None

    @model_validator(mode="after")
    def _has_a_boards_parts(self) -> "BoardExport":
        if not self.model_fields_set & {"lists", "cards"}:
            raise ValueError("it has neither lists nor cards")
        return self
