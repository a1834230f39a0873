"""Two tenants: whatever one asks for, in whatever way, nothing of the other's is told or changed.

Which endpoints there are is taken from the OpenAPI document and from the list of pages.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.test import Client, override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from app.backend.accounts import tokens, trello_links
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import entity_of, make_admin
from app.backend.accounts.models import Audit, Auth, Entity
from app.backend.accounts.openid.identity import Identity
from app.backend.accounts.pages.urls import urlpatterns
from app.backend.accounts.service_settings import REGISTRY
from app.backend.accounts.sign_in import sign_in
from app.backend.accounts.upstream import UpstreamAccount
from app.backend.config.settings import BACKEND
from app.backend.config.urls import api
from app.contracts.api_token import new_token
from app.settings.lockouts import LockoutSettings
from tests.backend.asking import SERVICE_SECRET, granted
from tests.backend.upstreams import upstream_that_says

ONE, TWO = "https://one.example", "https://two.example"
REQUESTS: Final = int(os.environ.get("FOREIGN_REQUESTS", "30"))
"""How many each endpoint gets; `make fuzz` sends more."""

MARK: Final = "of-the-other"
"""Stands in everything that is the other's."""

FORM: Final = "application/x-www-form-urlencoded"

OPERATIONS: Final = {
    operation["operationId"]: (method.upper(), path)
    for path, operations in api.get_openapi_schema()["paths"].items()
    for method, operation in operations.items()
}
PAGES: Final = sorted(f"/{each.pattern}" for each in urlpatterns if "<" not in str(each.pattern))

names = st.sampled_from([MARK, "ada", "ci"]) | st.text(max_size=5)
whoever = st.fixed_dictionaries({"iss": st.sampled_from([ONE, TWO]), "sub": st.sampled_from(["ada", MARK])})
a_setting = st.sampled_from([*REGISTRY, MARK])
a_value = st.integers(0, 200) | st.none()
a_token = st.fixed_dictionaries({"name": names}, optional={"seconds": st.integers(0, 10**6)})
a_change = st.fixed_dictionaries(
    {}, optional={"name": names, "seconds": st.integers(0, 10**6), "state": st.just("revoked")}
)

BODIES: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "list_tokens": st.none(),
    "make_token": a_token,
    "change_token": a_change,
    "delete_token": st.none(),
    "read_settings": st.none(),
    "add_setting": st.fixed_dictionaries({"name": a_setting, "value": a_value}),
    "change_setting": st.fixed_dictionaries({"value": a_value}),
    "reset_setting": st.none(),
    "read_me": st.none(),
    "read_link": st.none(),
    "make_link": st.fixed_dictionaries({"token": names}),
    "remove_link": st.none(),
    "program_tokens": st.fixed_dictionaries(
        {"grant_type": st.sampled_from(["authorization_code", "refresh_token"])},
        optional={"code": names, "refresh_token": names},
    ),
    "introspect": st.fixed_dictionaries({"token": names}),
    "credentials": whoever,
}
"""What may be sent to each endpoint; whoever adds one says so here."""


@dataclass
class World:
    """`clients` ask as somebody who is not the other; `other` has everything that one may have."""

    clients: Mapping[str, tuple[Client, dict[str, str]]]
    other: Entity
    other_token: str

    @property
    def ids(self) -> list[int]:
        """The ids of all tokens, the other's first."""
        return sorted(Auth.objects.values_list("pk", flat=True), key=lambda pk: not self._is_others(pk))

    def _is_others(self, pk: int) -> bool:
        return self.other.auths.filter(pk=pk).exists()

    def rows(self) -> Any:
        """Return all rows that are the other's."""
        entity = Entity.objects.select_related("trello", "user").get(pk=self.other.pk)
        auths = entity.auths.order_by("pk")
        return (
            [each.__dict__ | {"_state": None} for each in (entity.trello, entity.user)],
            list(Entity.objects.filter(pk=entity.pk).values()),
            list(auths.values()),
            list(auths.values("claims__name", "claims__value", "groups__name")),
            list(entity.personas.values()),
            list(Audit.objects.filter(entity=entity).values()),
        )


@pytest.fixture
def world(db: None) -> Iterator[World]:  # noqa: ARG001
    ada, admin = entity_of(ONE, "ada"), entity_of(ONE, "admin")
    make_admin(admin, OPERATOR)
    other = entity_of(TWO, "ada")
    sign_in(Identity(TWO, "ada", (MARK,), {"name": MARK}, None))
    theirs = granted(other, name=MARK, source="mobile", groups=[MARK], claims={"name": MARK})
    trello_links.keep(other, SecretStr(f"trello-{MARK}"), OPERATOR, UpstreamAccount(MARK, None))
    revoked = granted(ada)
    tokens.revoke(revoked.auth, OPERATOR)
    session = Client(raise_request_exception=False)
    session.force_login(sign_in(Identity(ONE, "ada", (), {}, None)))

    def bearing(token: str) -> tuple[Client, dict[str, str]]:
        return Client(raise_request_exception=False), {"Authorization": f"Bearer {token}"}

    clients = {
        "token": bearing(granted(ada).token),
        "admin": bearing(granted(admin).token),
        "session": (session, {}),
        "session and a token that was never made": (session, bearing(new_token())[1]),
        "revoked token": bearing(revoked.token),
        "hash of the other's token": bearing(theirs.auth.token_hash),
        "nothing": (Client(raise_request_exception=False), {}),
    }
    # Whoever is locked out learns nothing, and that is no proof.
    never = BACKEND.model_copy(update={"lockouts": LockoutSettings(per_address=0)})
    with upstream_that_says(), override_settings(BACKEND=never):
        yield World(clients, other, theirs.token)


@dataclass(frozen=True)
class Sent:
    """A request of one of the clients."""

    who: str
    method: str
    path: str
    body: str
    content_type: str


@st.composite
def sent(draw: st.DrawFn, operation: str, world: World, ids: Sequence[int]) -> Sent:
    """Draw a request to an endpoint, with everything that may name what is the other's."""
    method, template = OPERATIONS[operation]
    path = template.format(token_id=draw(st.sampled_from(ids) | st.integers(0, 2**63)), name=draw(a_setting))
    query = draw(st.sampled_from(["", "?revoke=true", "?offset=1&limit=100", f"?entity={world.other.pk}"]))
    body = draw(BODIES[operation])
    text, content_type = json.dumps(body), "application/json"
    if draw(st.booleans()):
        text, content_type = urlencode(body or {}), FORM
    return Sent(draw(st.sampled_from([*world.clients])), method, path + query, text, content_type)


def told(world: World, request: Sent) -> str:
    """Return everything that an answer says, after looking at what has become of the other's."""
    client, headers = world.clients[request.who]
    before = world.rows()
    response = client.generic(
        request.method, request.path, request.body, request.content_type, headers=headers
    )
    assert world.rows() == before
    assert response.status_code < 500
    return f"{response.headers}{response.content.decode()}"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_endpoint_tells_or_changes_anything_of_another_tenants(world: World, operation: str) -> None:
    @settings(max_examples=REQUESTS, derandomize=True, database=None, deadline=None)
    @given(sent(operation, world, world.ids))
    def ask(request: Sent) -> None:
        answer = told(world, request)

        # What was sent may be told again.
        if MARK not in f"{request}":
            assert MARK not in answer
        assert TWO not in answer
        assert world.other_token not in answer

    ask()
    own = Client().get("/me", headers={"Authorization": f"Bearer {world.other_token}"}).json()
    assert (own["tenant"], own["groups"], own["trello_linked"]) == (TWO, [MARK], True)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_tells_or_changes_anything_of_another_tenants(world: World, path: str, method: str) -> None:
    form = f"name=ci&seconds=86400&token=t&state=s&revoke=on&entity={world.other.pk}"

    for who in world.clients:
        answer = told(world, Sent(who, method, path, form, FORM))

        assert MARK not in answer
        assert TWO not in answer


def test_every_endpoint_is_tried() -> None:
    assert set(BODIES) == set(OPERATIONS)
    assert {"/login", "/me/trello/link", "/token/new"} <= set(PAGES)


def test_what_the_gateway_gets_is_of_whom_it_asks_for(world: World) -> None:
    headers = {"Authorization": f"Bearer {SERVICE_SECRET}"}
    client = Client()

    found = {
        (iss, sub): client.post(
            "/internal/credentials", {"iss": iss, "sub": sub}, "application/json", headers=headers
        ).json()
        for iss, sub in product([ONE, TWO], ["ada", "admin", MARK])
    }

    linked = {pair: said["token"] for pair, said in found.items() if "token" in said}
    assert linked == {(TWO, "ada"): f"trello-{MARK}"}
    for token, tenant in ((world.other_token, TWO), (granted(entity_of(ONE, "ada")).token, ONE)):
        said = client.post("/internal/introspect", {"token": token}, headers=headers).json()
        assert (said["iss"], said["trello_linked"]) == (tenant, tenant == TWO)
