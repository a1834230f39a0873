"""What a Trello is made of.

Times are texts as Trello writes them (`2026-01-31T09:30:00.000Z`), positions are floats, and an object
refers to another by its id. What follows from other objects (badges, labels of a card, boards of a member)
is not kept here but worked out when it is asked for.
"""

from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

ALL_SCOPES: Final = ("read", "write", "account")
COMMENTS: Final = frozenset({"commentCard", "copyCommentCard"})
"""Types of the actions that are comments."""

FieldType: TypeAlias = Literal["text", "number", "date", "checkbox", "list"]
PermissionLevel: TypeAlias = Literal["private", "org", "public"]


@dataclass(slots=True)
class Membership:
    """That a member belongs to a board or an organization."""

    id: str
    member_id: str
    member_type: str = "normal"
    unconfirmed: bool = False
    deactivated: bool = False


@dataclass(slots=True)
class Member:
    """A person. A `ghost` was met only by its id, in somebody else's data."""

    id: str
    username: str
    full_name: str
    initials: str
    avatar_hash: str | None = None
    bio: str = ""
    email: str | None = None
    member_type: str = "normal"
    referrer_id: str | None = None
    avatar_source: str = "upload"
    prefs: dict[str, Any] = field(default_factory=dict)
    marketing_opt_in: dict[str, Any] = field(default_factory=lambda: {"optedIn": False, "date": None})


@dataclass(slots=True)
class Token:
    """What lets a program act for a member. `value` is the secret itself."""

    id: str
    value: str
    member_id: str
    identifier: str
    date_created: str
    date_expires: str | None = None
    scopes: tuple[str, ...] = ALL_SCOPES


@dataclass(slots=True)
class Webhook:
    """That a program is told, at `callback_url`, of what happens to a model. It belongs to a token.

    `key` is the API key that it was made with. Failures are counted since the last delivery that succeeded.
    """

    id: str
    token_id: str
    key: str
    model_id: str
    callback_url: str
    description: str = ""
    active: bool = True
    failures: int = 0
    first_failure: str | None = None


@dataclass(slots=True)
class Organization:
    """A workspace. `name` is the word that its address ends with."""

    id: str
    name: str
    display_name: str
    desc: str = ""
    website: str | None = None
    creator_id: str | None = None
    permission_level: str = "private"
    memberships: list[Membership] = field(default_factory=list)


@dataclass(slots=True)
class Board:
    """A board. `last_short_id` is the highest number that a card of it has or had.

    `views` has when each member last looked, `own_prefs` what each prefers for themselves. `extra` holds
    fields of an imported board that nothing here works with.
    """

    id: str
    name: str
    short_link: str
    desc: str = ""
    closed: bool = False
    date_closed: str | None = None
    organization_id: str | None = None
    creator_id: str | None = None
    last_activity: str | None = None
    permission_level: PermissionLevel = "private"
    prefs: dict[str, Any] = field(default_factory=dict)
    memberships: list[Membership] = field(default_factory=list)
    subscriber_ids: list[str] = field(default_factory=list)
    views: dict[str, str] = field(default_factory=dict)
    own_prefs: dict[str, dict[str, Any]] = field(default_factory=dict)
    last_short_id: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class BoardList:
    """A list, named so that Python's own stays usable."""

    id: str
    board_id: str
    name: str
    pos: float
    closed: bool = False
    subscriber_ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Label:
    """A label of a board."""

    id: str
    board_id: str
    name: str
    color: str | None


@dataclass(slots=True)
class Card:
    """A card. `short_id` is its number on the board."""

    id: str
    board_id: str
    list_id: str
    name: str
    pos: float
    short_id: int
    short_link: str
    last_activity: str
    desc: str = ""
    closed: bool = False
    start: str | None = None
    due: str | None = None
    due_complete: bool = False
    due_reminder: int | None = None
    is_template: bool = False
    cover: dict[str, Any] = field(default_factory=dict)
    cover_attachment_id: str | None = None
    member_ids: list[str] = field(default_factory=list)
    voter_ids: list[str] = field(default_factory=list)
    label_ids: list[str] = field(default_factory=list)
    stickers: list[dict[str, Any]] = field(default_factory=list)
    plugin_data: list[dict[str, Any]] = field(default_factory=list)
    subscriber_ids: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class CheckItem:
    """One line of a checklist."""

    id: str
    name: str
    pos: float
    state: Literal["complete", "incomplete"] = "incomplete"
    due: str | None = None
    due_reminder: int | None = None
    member_id: str | None = None


@dataclass(slots=True)
class Checklist:
    """A checklist of a card."""

    id: str
    board_id: str
    card_id: str
    name: str
    pos: float
    items: list[CheckItem] = field(default_factory=list)


@dataclass(slots=True)
class Attachment:
    """A link or a file on a card. `content` are the bytes of a file that was uploaded here.

    Such a file has no `url` of its own: it is read where it hangs (`app.sandbox.files`).
    """

    id: str
    card_id: str
    name: str
    url: str
    date: str
    pos: float
    member_id: str | None
    size: int | None = None
    mime_type: str = ""
    is_upload: bool = False
    edge_color: str | None = None
    previews: list[dict[str, Any]] = field(default_factory=list)
    file_name: str | None = None
    content: bytes | None = None


@dataclass(slots=True)
class CustomFieldOption:
    """One choice of a custom field of type list."""

    id: str
    text: str
    color: str
    pos: float


@dataclass(slots=True)
class CustomField:
    """The definition of a custom field on a board."""

    id: str
    board_id: str
    name: str
    type: FieldType
    pos: float
    card_front: bool = True
    options: list[CustomFieldOption] = field(default_factory=list)


@dataclass(slots=True)
class CustomFieldItem:
    """The value of a custom field on a card: `value` has one key, or is None and `option_id` says which."""

    id: str
    card_id: str
    field_id: str
    value: dict[str, str] | None
    option_id: str | None = None


@dataclass(slots=True)
class BoardStar:
    """That a member has starred a board."""

    id: str
    member_id: str
    board_id: str
    pos: float


@dataclass(slots=True)
class Action:
    """Something that was done. `data` is what Trello shows; the ids beside it say whose history it is in.

    `list_ids` are all lists concerned: a card that moves concerns two. `member_id` is the person it was
    done to, where there is one.
    """

    id: str
    type: str
    date: str
    creator_id: str
    data: dict[str, Any]
    board_id: str | None = None
    card_id: str | None = None
    list_ids: tuple[str, ...] = ()
    organization_id: str | None = None
    member_id: str | None = None
