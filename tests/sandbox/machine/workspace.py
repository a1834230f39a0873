"""Members of a small world write whatever there is to write, and what is always true stays true."""

import asyncio
import pickle
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

import orjson
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.sandbox.auth import Credentials
from app.sandbox.dispatch import Asked, answer, received
from app.sandbox.errors import Refusal
from app.sandbox.ids import Ids
from app.sandbox.params import Params
from app.sandbox.router import ROUTER
from app.sandbox.routing import Route
from app.sandbox.sandbox import Sandbox
from app.sandbox.seed.people import token_of
from app.sandbox.store import World
from app.sandbox.switches import Switches
from app.sandbox.webhooks.callbacks import Callbacks
from app.settings.trello import SANDBOX_API_KEY
from tests.sandbox.exports.sameness import differences, reloaded, without_boards
from tests.sandbox.furnished import PEOPLE, furnished
from tests.sandbox.machine.histories import check_history
from tests.sandbox.machine.invariants import check
from tests.sandbox.robustness.anything import anything
from tests.sandbox.robustness.fitting import fitting
from tests.sandbox.robustness.known import paths

WRITES: Final = {
    method: sorted(
        (each for each in ROUTER.all if each.method == method and each.pattern != "/tokens/{token}"),
        key=lambda each: each.pattern,
    )
    for method in ("POST", "PUT", "DELETE")
}
"""All of them, but that nobody revokes their own token and is idle from then on."""

OFTEN: Final = 5
"""Writes after which boards may come back from their exports."""

WORLD: Final = pickle.dumps(furnished())
START: Final = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)

people: Final = st.sampled_from((PEOPLE[0], *PEOPLE[:2], *PEOPLE))
"""Anybody, but those who may do more do more."""


class Willing(Callbacks):
    """Anybody who is asked answers."""

    async def ask(self, *_: object, **__: object) -> int:
        return 200


class Workspace(RuleBasedStateMachine):
    """What four people do to the boards that they have, and to those that they have not."""

    def __init__(self) -> None:
        super().__init__()
        self.sandbox = Sandbox(pickle.loads(WORLD), Switches(), furnished, Willing(()))  # noqa: S301  # made above
        self.sandbox.ids = Ids(Random(3))  # noqa: S311  # the same ones every time are the point
        self.sandbox.clock.stop(START)
        self.runner = asyncio.Runner()
        self.places = 1000.0
        self.written = 0
        self.numbers: dict[tuple[str, int], str] = {}

    def teardown(self) -> None:
        self.runner.close()

    @property
    def world(self) -> World:
        return self.sandbox.world

    @rule(route=st.sampled_from(WRITES["POST"]), who=people, data=st.data())
    def make(self, route: Route, who: str, data: st.DataObject) -> None:
        self._write(route, who, data)

    @rule(route=st.sampled_from(WRITES["PUT"]), who=people, data=st.data())
    def change(self, route: Route, who: str, data: st.DataObject) -> None:
        self._write(route, who, data)

    @rule(route=st.sampled_from(WRITES["DELETE"]), who=people, data=st.data())
    def remove(self, route: Route, who: str, data: st.DataObject) -> None:
        self._write(route, who, data)

    def _write(self, route: Route, who: str, data: st.DataObject) -> None:
        path = data.draw(paths(route, self.world, wild=0), label="path")
        params = anything(data, fitting(self.world, path, who, self._places()))
        before = pickle.dumps(self.world)
        known = {each.id for each in self.world.actions}

        status, _ = self._asked(route.method, path, params, who)

        if status != 200:
            assert self.world == pickle.loads(before)  # noqa: S301  # made above
            return
        self.written += 1
        left = [each for each in self.world.actions if each.id not in known]
        check_history(self.world, left, route, self._id_of(who), self.sandbox.clock.now())

    @rule(seconds=st.integers(1, 100_000))
    def wait(self, seconds: int) -> None:
        self.sandbox.clock.travel(timedelta(seconds=seconds))

    @precondition(lambda self: self.written and len(self.world.cards) > 0)
    @rule(who=people, data=st.data())
    def look_at_a_card(self, who: str, data: st.DataObject) -> None:
        card = self.world.cards[data.draw(st.sampled_from([each.id for each in self.world.cards]))]
        params = Params(
            {
                "actions": "commentCard,copyCommentCard",
                "actions_limit": "1000",
                "attachments": "true",
                "checklists": "all",
            }
        )

        status, body = self._asked("GET", f"/1/cards/{card.id}", params, who)

        assert status == (200 if self._sees(who, card.board_id) else 401)
        if status == 200:
            items = [item for each in body["checklists"] for item in each["checkItems"]]
            checked = [each for each in items if each["state"] == "complete"]
            badges = body["badges"]
            assert badges["comments"] == len(body["actions"])
            assert badges["attachments"] == len(body["attachments"])
            assert (badges["checkItems"], badges["checkItemsChecked"]) == (len(items), len(checked))
            assert badges["votes"] == len(body.get("idMembersVoted", card.voter_ids))
            assert [each["idBoard"] for each in body["labels"]] == [card.board_id] * len(card.label_ids)

    @precondition(lambda self: self.written and len(self.world.boards) > 0)
    @rule(who=people, data=st.data())
    def look_at_a_board(self, who: str, data: st.DataObject) -> None:
        board = self.world.boards[data.draw(st.sampled_from([each.id for each in self.world.boards]))]
        params = Params({"lists": "all", "cards": "all", "actions": "all", "actions_limit": "1000"})

        status, body = self._asked("GET", f"/1/boards/{board.id}", params, who)

        assert status == (200 if self._sees(who, board.id) else 401)
        if status == 200:
            for parts in (body["lists"], *self._by_list(body)):
                assert [each["pos"] for each in parts] == sorted(each["pos"] for each in parts)
            assert len(body["cards"]) == len(self.world.cards.by("board_id", board.id))
            for name in ("id", "date"):
                told = [each[name] for each in body["actions"]]
                assert told == sorted(told, reverse=True)

    @precondition(lambda self: self.written >= OFTEN)
    @rule()
    def come_back_from_exports(self) -> None:
        self.written = 0
        again = reloaded(self.world, without_boards(self.world))
        assert differences(self.world, again) == []
        again.webhooks = self.world.webhooks
        self.sandbox.world = again

    @invariant()
    def everything_hangs_together(self) -> None:
        check(self.world)

    @invariant()
    def numbers_of_cards_do_not_come_again(self) -> None:
        for card in self.world.cards:
            assert self.numbers.setdefault((card.board_id, card.short_id), card.id) == card.id

    def _asked(self, method: str, path: str, params: Params, who: str) -> tuple[int, Any]:
        asked = Asked(method, path, "", params, Credentials(SANDBOX_API_KEY, token_of(who)))
        found = received(self.sandbox, asked)
        try:
            value = self.runner.run(answer(self.sandbox, asked, found))
        except Refusal as refusal:
            return refusal.status, refusal.message
        return 200, orjson.loads(orjson.dumps(value))

    def _places(self) -> tuple[float, float]:
        """Return positions that nothing has."""
        self.places += 7
        return self.places + 0.3, 1 / self.places

    def _id_of(self, who: str) -> str:
        token = self.world.tokens.one("value", token_of(who))
        assert token is not None
        return token.member_id

    def _sees(self, who: str, board_id: str) -> bool:
        """Return whether somebody may see a board, by the rules as the documentation has them."""
        board, member_id = self.world.boards[board_id], self._id_of(who)
        organization = self.world.organizations.get(board.organization_id or "")
        on_board = {each.member_id for each in board.memberships if not each.deactivated}
        groups = organization.memberships if organization else []
        colleagues = {each.member_id for each in groups if not each.deactivated}
        return (
            board.permission_level == "public"
            or member_id in on_board
            or (board.permission_level == "org" and member_id in colleagues)
        )

    @staticmethod
    def _by_list(body: dict[str, Any]) -> list[list[dict[str, Any]]]:
        return [[card for card in body["cards"] if card["idList"] == each["id"]] for each in body["lists"]]
