from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Request:
    """One read of Trello. Equal requests compare and hash equal, whatever the order of their parameters.

    `path` begins with a slash and has no version prefix; its segments are percent-encoded.
    `params` are names and values as Trello is to read them, sorted.
    """

    path: str
    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, *segments: str, params: Mapping[str, str | int | bool] | None = None) -> Self:
        """Return the request for a path made of `segments`, each of which stays one segment.

        Raises `ValueError` for an empty or dotted segment: no encoding keeps those from changing the path.
        """
        if not all(segment.strip(".") for segment in segments):
            raise ValueError("a path segment is neither empty nor made of dots")
        path = "".join(f"/{quote(segment, safe='')}" for segment in segments)
        return cls(path, tuple(sorted((name, _text(value)) for name, value in (params or {}).items())))

    @property
    def url(self) -> str:
        """The path with the query percent-encoded, as it follows the base URL and as `/batch` takes it.

        Commas are encoded too: inside `/batch` a bare comma ends the URL
        (https://developer.atlassian.com/cloud/trello/rest/api-group-batch/).
        """
        return f"{self.path}?{urlencode(self.params, quote_via=quote, safe='')}" if self.params else self.path


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
