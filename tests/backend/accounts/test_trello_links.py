import pytest
from cryptography.fernet import Fernet, InvalidToken
from pydantic import SecretStr
from pytest_django import Settings

from app.backend.accounts import trello_links
from app.backend.accounts.actor import OPERATOR, Actor
from app.backend.accounts.models import Audit, Entity, TrelloLink

TOKEN = "ATTA" + "0" * 60


def with_keys(settings: Settings, *keys: bytes) -> None:
    secrets = tuple(SecretStr(key.decode()) for key in keys)
    settings.BACKEND = settings.BACKEND.model_copy(update={"encryption_keys": secrets})


def known(entity: Entity) -> str | None:
    token = trello_links.trello_token(entity.tenant, entity.account)
    return token.get_secret_value() if token else None


def test_a_token_is_kept_so_that_only_the_key_opens_it(ada: Entity, grace: Entity) -> None:
    trello_links.keep(ada, SecretStr(TOKEN), Actor(ada))

    assert known(ada) == TOKEN
    assert known(grace) is None
    rows = [*TrelloLink.objects.values_list(), *Audit.objects.values_list()]
    assert TOKEN not in str(rows)
    assert TOKEN.encode() not in bytes(TrelloLink.objects.get().encrypted_token)


def test_a_new_token_takes_the_place_of_the_one_before(ada: Entity) -> None:
    trello_links.keep(ada, SecretStr("first"), OPERATOR)
    trello_links.keep(ada, SecretStr("second"), OPERATOR)

    assert known(ada) == "second"


def test_an_unlinked_token_is_forgotten(ada: Entity) -> None:
    trello_links.keep(ada, SecretStr(TOKEN), OPERATOR)

    assert trello_links.unlink(ada, Actor(ada))
    assert not trello_links.unlink(ada, Actor(ada))

    assert known(ada) is None
    assert [row.action for row in Audit.objects.order_by("pk")] == ["trello.linked", "trello.unlinked"]


def test_keys_are_rotated(ada: Entity, grace: Entity, settings: Settings) -> None:
    old, new = Fernet.generate_key(), Fernet.generate_key()
    with_keys(settings, old)
    for entity in (ada, grace):
        trello_links.keep(entity, SecretStr(entity.tenant), OPERATOR)

    with_keys(settings, new, old)
    assert known(ada) == ada.tenant
    assert trello_links.rotate() == 2

    with_keys(settings, new)
    assert (known(ada), known(grace)) == (ada.tenant, grace.tenant)
    with_keys(settings, old)
    with pytest.raises(InvalidToken):
        known(ada)
