"""Keep secrets out of what is logged, whoever logs it."""

import re
from typing import Any, Final

from structlog.typing import EventDict, WrappedLogger

HIDDEN: Final = "[redacted]"

_SECRET_NAME: Final = re.compile(
    r"((?i:(^|[^a-z])(key|token|secret|password|authorization|cookie))|[a-z](Key|Token|Secret|Password))$"
)

_SEPARATOR: Final = re.compile(r"[=:\s]")
"""What stands between the name of a secret and the secret, whatever the form."""

_SECRETS_IN_TEXT: Final = (
    # Query and form parameters, and the parameters of an OAuth header: key=…, api_key=…, oauth_token="…"
    re.compile(r"""(?i)\b((?:\w+_)?(?:key|token|secret|signature|password)=["']?)[^&\s"',;)>]+"""),
    # JSON, and the text form of dictionaries: "token": "…"
    re.compile(r"""(?i)(["'](?:\w+_)?(?:key|token|secret|password|authorization)["']:\s*["'])[^"']+"""),
    # What follows an authentication scheme that has no parameters
    re.compile(r"(?i)\b(bearer\s+|basic\s+)[a-z0-9._~+/=-]{8,}"),
)


def redact_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Return a structlog event whose secrets are replaced by `HIDDEN`.

    A value is secret if its name ends in key, token, secret, password, authorization or cookie, at any depth.
    In any other text, parameters of such names are hidden.
    """
    return {name: _redact(name, value) for name, value in event.items()}


def redact_text(text: str) -> str:
    """Return the text with every parameter whose name tells of a secret hidden."""
    if not _SEPARATOR.search(text):
        return text
    for pattern in _SECRETS_IN_TEXT:
        text = pattern.sub(rf"\g<1>{HIDDEN}", text)
    return text


def _redact(name: str, value: Any) -> Any:
    if _SECRET_NAME.search(name):
        return HIDDEN
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return redact_text(value)
        case dict():
            return {key: _redact(str(key), each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_redact("", each) for each in value]
        case _:
            return redact_text(repr(value))
