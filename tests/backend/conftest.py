import pytest

from app.backend.accounts.entities import entity_of
from app.backend.accounts.models import Entity
from tests.backend.asking import Asking, asking_as


@pytest.fixture
def ada(db: None) -> Entity:  # noqa: ARG001  # tells that there is one
    return entity_of("https://one.example", "ada")


@pytest.fixture
def grace(db: None) -> Entity:  # noqa: ARG001
    """Somebody of another tenant, with the same account."""
    return entity_of("https://two.example", "ada")


@pytest.fixture
def asking(ada: Entity) -> Asking:
    """Whoever has a token of Ada's."""
    return asking_as(ada)
