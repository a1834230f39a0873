"""Any part of an export, and the values it is made of."""

from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
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


class Part(BaseModel):
    """An object, whose keys are as Trello writes them. A key that is null is one that is missing."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _null_is_missing(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: each for name, each in value.items() if each is not None}
        return value
