"""An upstream that says what a test wants; `tests/e2e/test_trello_link.py` has the offline Trello."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

from django.test import override_settings
from pydantic import SecretStr

from app.backend.accounts.upstream import UpstreamAccount
from app.backend.errors import BackendError

ENDS = datetime(2030, 1, 2, 3, 4, tzinfo=UTC)


@dataclass
class Said:
    """`failure` is raised instead of any answer; `revoked` are the tokens that were."""

    failure: BackendError | None = None
    revoked: list[str] = field(default_factory=list)

    def asked(self) -> None:
        if self.failure:
            raise self.failure


class AnyUpstream:
    """Knows every token as Grace's."""

    said: ClassVar[Said]

    def authorize_url(self, return_url: str) -> str:
        return f"https://upstream.example/authorize?back={return_url}"

    def account_of(self, token: SecretStr) -> UpstreamAccount:  # noqa: ARG002
        self.said.asked()
        return UpstreamAccount("grace", ENDS)

    def revoke(self, token: SecretStr) -> None:
        self.said.asked()
        self.said.revoked.append(token.get_secret_value())


@contextmanager
def upstream_that_says() -> Iterator[Said]:
    AnyUpstream.said = Said()
    with override_settings(UPSTREAM="tests.backend.upstreams.AnyUpstream"):
        yield AnyUpstream.said
