"""Settings of the running service, which admins change without a restart. This is all there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar

from django.db import transaction
from pydantic import Field, TypeAdapter, ValidationError

from app.backend.accounts import audit
from app.backend.accounts.actor import Actor
from app.backend.accounts.models import Setting
from app.backend.errors import Conflict, Forbidden, Invalid, InvalidField, NotFound
from app.backend.events import announce

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Definition(Generic[ValueT]):
    """A setting. `type` is what a value must be, `default` what it is unless an admin has set it."""

    name: str
    type: TypeAdapter[ValueT]
    default: ValueT
    description: str


@dataclass(frozen=True, slots=True)
class SettingValue:
    """What a setting is now. `is_set` tells whether an admin has set it."""

    definition: Definition[Any]
    value: Any
    is_set: bool


MAX_LIFETIME: Final = Definition(
    "tokens.max_lifetime_seconds",
    TypeAdapter(Annotated[int, Field(ge=0, strict=True)]),
    0,
    "Longest lifetime of a new token, in seconds; 0 allows any, and tokens that never expire.",
)
MAX_ACTIVE: Final = Definition(
    "tokens.max_active",
    TypeAdapter(Annotated[int, Field(ge=1, strict=True)]),
    100,
    "How many active tokens an entity may have at a time.",
)

REGISTRY: Final[Mapping[str, Definition[Any]]] = {each.name: each for each in (MAX_LIFETIME, MAX_ACTIVE)}


def value_of(definition: Definition[ValueT]) -> ValueT:
    """Return what a setting is now."""
    row = Setting.objects.filter(pk=definition.name).first()
    return definition.default if row is None else definition.type.validate_python(row.value)


def all_settings() -> Iterator[SettingValue]:
    """Yield every setting, by name."""
    rows = {row.name: row.value for row in Setting.objects.all()}
    for name, definition in sorted(REGISTRY.items()):
        yield SettingValue(definition, rows.get(name, definition.default), name in rows)


def add(name: str, value: Any, actor: Actor) -> SettingValue:
    """Set what is at its default. Raises `Conflict` if it is not, and what `change` raises."""
    definition = _definition(name, actor)
    with transaction.atomic():
        if Setting.objects.filter(pk=name).exists():
            raise Conflict(f"`{name}` is set already: change it with PUT.")
        return _put(definition, value, actor)


def change(name: str, value: Any, actor: Actor) -> SettingValue:
    """Set a setting.

    Raises `Forbidden` unless the actor may, `NotFound` if there is no such setting, and `Invalid` if the
    value is not of its type.
    """
    definition = _definition(name, actor)
    with transaction.atomic():
        return _put(definition, value, actor)


def reset(name: str, actor: Actor) -> None:
    """Put a setting back to its default. Raises `Forbidden`, and `NotFound` if it is not set."""
    definition = _definition(name, actor)
    with transaction.atomic():
        deleted, _ = Setting.objects.filter(pk=name).delete()
        if not deleted:
            raise NotFound(f"`{name}` is at its default already.")
        audit.record(actor, "setting.reset", f"setting:{name}", value=definition.default)
        announce("setting.changed", name=name)


def _definition(name: str, actor: Actor) -> Definition[Any]:
    if actor.entity is not None and not actor.entity.is_admin:
        raise Forbidden("Only admins may change settings.")
    if name not in REGISTRY:
        raise NotFound(f"There is no such setting; there are {', '.join(sorted(REGISTRY))}.")
    return REGISTRY[name]


def _put(definition: Definition[Any], value: Any, actor: Actor) -> SettingValue:
    try:
        valid = definition.type.validate_python(value)
    except ValidationError as error:
        raise Invalid(InvalidField(f"value: {error.errors()[0]['msg']}", "#/value")) from None
    Setting.objects.update_or_create(name=definition.name, defaults={"value": valid})
    audit.record(actor, "setting.changed", f"setting:{definition.name}", value=valid)
    announce("setting.changed", name=definition.name)
    return SettingValue(definition, valid, is_set=True)
