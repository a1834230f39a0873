"""What is asked: four queries, and what the upstream knows about it."""

from dataclasses import dataclass, field
from typing import Any, Final

from app.sandbox.seed.plain import plain_world
from app.sandbox.store import World

_TEXT: Final = "What has to be done, by whom and until when, in a sentence or two as people write them. "


@dataclass(frozen=True)
class Workload:
    """A GraphQL request about a member, who is one of its variables; `variables` are the others."""

    name: str
    query: str
    variables: dict[str, Any] = field(default_factory=dict)

    def body(self, member: str) -> dict[str, Any]:
        """Return the request as JSON, for the member with this id."""
        return {"query": self.query, "variables": {"member": member, **self.variables}}


W1: Final = Workload("W1", "query ($member: String!) { member(id: $member) { id fullName username } }")
W2: Final = Workload("W2", "query ($member: String!) { member(id: $member) { boards { id name } } }")
W3: Final = Workload(
    "W3",
    """query ($member: String!) {
  member(id: $member) {
    boards {
      id name desc closed url
      lists {
        id name closed pos
        cards { id name desc closed pos }
      }
    }
  }
}""",
)
W4: Final = Workload(
    "W4",
    """query Workspace($member: String!, $withText: Boolean!) {
  person: member(id: $member) {
    spaces: boards {
      ...Space
      columns: lists {
        ...Column
        tasks: cards { ...Task }
      }
    }
  }
}
fragment Space on Board { key: id title: name text: desc closed address: url }
fragment Column on List { key: id title: name closed place: pos }
fragment Task on Card { key: id title: name text: desc @include(if: $withText) closed place: pos }""",
    {"withText": True},
)
WORKLOADS: Final = (W1, W2, W3, W4)


def world(cards: int = 500) -> World:
    """Return what the upstream knows: `cards` on boards of five lists with ten cards each.

    There are 1 to 20 boards; with over 1,000 cards the lists are longer instead. None gets near the thousand
    cards of a board above which Trello cuts.
    """
    boards = max(1, min(20, cards // 50))
    made = plain_world(boards, lists=5, cards=max(1, cards // boards // 5))
    for board in made.boards:
        board.desc = _TEXT
    for card in made.cards:
        card.desc = _TEXT
    return made
