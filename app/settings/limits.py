"""How much one request may ask for."""

from typing import Final

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class LimitSettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_MAX_``: each the most that is let through.

    Unless they say otherwise, they are about one operation with its fragments expanded.
    """

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_MAX_", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    body_bytes: int = Field(1_048_576, ge=1024, description="Largest request body.")
    # GraphiQL's introspection query has under 400; parsing as many as this takes 0.1 s.
    tokens: int = Field(10_000, ge=10, description="Tokens of a document, comments included.")
    # To parse, translate and coerce one takes several frames of Python's stack, which has room for about 140.
    brackets: int = Field(64, ge=3, le=100, description="Brackets of any kind within one another.")
    # Tools ask for types within types 9 levels deep.
    depth: int = Field(40, ge=1, description="Selection sets within one another.")
    root_fields: int = Field(100, ge=1, description="Fields of the operation's root.")
    # As many as a client that fetches a list of objects by their ids may need.
    aliases: int = Field(500, ge=0, description="Fields with an alias.")
    fields: int = Field(10_000, ge=1, description="Fields, those that merge counted each.")
    # Clients made of components have one or two for each. No chain of over 197 can be validated.
    fragments: int = Field(150, ge=0, le=190, description="Fragments that a document defines.")
    selections: int = Field(500, ge=1, description="Selections side by side in one pair of braces.")
    # Validation compares each, at about 3 microseconds (GraphQL, section 5.3.2, Field Selection Merging).
    # The same field may be there 200 times; documents made of components repeat `id` a few dozen times.
    pairs: int = Field(
        20_000,
        ge=0,
        description="Pairs of selections with the same response name, and of fragments spread side by side, "
        "in the whole document.",
    )
    # The introspection queries of tools have one level; every further one multiplies the answer.
    introspection_depth: int = Field(
        2,
        ge=1,
        description="Lists of fields, interfaces, possible types or input fields within one another "
        "in a question about the schema.",
    )
    # Coercing as many takes 0.05 s.
    variable_values: int = Field(
        10_000, ge=1, description="Values in the variables of a request, those in lists and objects included."
    )
    # Estimates are about twice what comes of them, and Trello lets a token call 100 times in ten seconds.
    calls: int = Field(200, ge=1, description="Calls of the upstream that it may cost, as estimated.")
    objects: int = Field(50_000, ge=1, description="Objects that may be in the answer, as estimated.")
    assumed_list_size: int = Field(
        10,
        ge=0,
        validation_alias="GATEWAY_ASSUMED_LIST_SIZE",
        description="Items that a list is taken to have where the schema does not say it.",
    )


DEFAULT_LIMITS: Final = LimitSettings.model_construct()
"""What holds where nobody says otherwise."""
