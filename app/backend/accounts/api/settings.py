"""`/settings`: everyone who is known may read them, admins may change them."""

from typing import Annotated, Any

from ninja import Field, Path, Router, Schema, Status

from app.backend.accounts import service_settings
from app.backend.accounts.actor import Actor
from app.backend.accounts.authentication import KNOWN, ViewerRequest
from app.backend.accounts.service_settings import SettingValue
from app.backend.http.api import RequestBody, problems

router = Router(auth=KNOWN, tags=["settings"])

_EXAMPLES = sorted(service_settings.REGISTRY)

SettingName = Annotated[str, Path(max_length=100, examples=_EXAMPLES)]


class NewSetting(RequestBody):
    """A setting, and what it is to be."""

    name: str = Field(max_length=100, examples=_EXAMPLES)
    value: Any


class NewValue(RequestBody):
    """What a setting is to be."""

    value: Any


class Setting(Schema):
    """A setting, as it is now."""

    name: str
    value: Any
    default: Any
    is_set: bool = Field(description="Whether an admin has set it, even to the default.")
    description: str


@router.get("/settings", response={200: list[Setting], **problems(401)}, summary="Read all settings")
def read_settings(request: ViewerRequest) -> list[Setting]:  # noqa: ARG001
    """By name."""
    return [_shown(each) for each in service_settings.all_settings()]


@router.post(
    "/settings",
    response={201: Setting, **problems(400, 401, 403, 404, 409, 422)},
    summary="Set a setting that is at its default",
)
def add_setting(request: ViewerRequest, wanted: NewSetting) -> Status[Setting]:
    """For admins. One that is set already is changed with PUT."""
    actor = Actor.by(request.auth)
    return Status(201, _shown(service_settings.add(wanted.name, wanted.value, actor)))


@router.put(
    "/settings/{name}",
    response={200: Setting, **problems(400, 401, 403, 404, 422)},
    summary="Change a setting",
)
def change_setting(request: ViewerRequest, name: SettingName, wanted: NewValue) -> Setting:
    """For admins. It need not be set yet."""
    return _shown(service_settings.change(name, wanted.value, Actor.by(request.auth)))


@router.delete(
    "/settings/{name}",
    response={204: None, **problems(401, 403, 404, 422)},
    summary="Put a setting back to its default",
)
def reset_setting(request: ViewerRequest, name: SettingName) -> Status[None]:
    """For admins."""
    service_settings.reset(name, Actor.by(request.auth))
    return Status(204, None)


def _shown(setting: SettingValue) -> Setting:
    return Setting(
        name=setting.definition.name,
        value=setting.value,
        default=setting.definition.default,
        is_set=setting.is_set,
        description=setting.definition.description,
    )
