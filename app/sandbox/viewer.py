"""Who looks at the world, and what they may see of it."""

from dataclasses import dataclass
from typing import Final

from app.sandbox.errors import not_allowed
from app.sandbox.models import ALL_SCOPES, Action, Board, Member, Organization
from app.sandbox.store import World, is_member

TRELLO: Final = "https://trello.com"


@dataclass(frozen=True)
class Viewer:
    """The member whose token came with a request; without a token only what is public can be seen.

    `scopes` are those of the token: `read`, `write`, `account`. `origin` is the address, without a path, by
    which the viewer reaches this Trello: files that it holds are there.
    """

    world: World
    member: Member | None
    scopes: tuple[str, ...] = ALL_SCOPES
    origin: str = TRELLO

    @property
    def member_id(self) -> str | None:
        """The id of the member, if there is one."""
        return self.member.id if self.member else None

    def sees_board(self, board: Board) -> bool:
        """Return whether the board is public, the viewer's, or open to an organization of theirs."""
        if board.permission_level == "public":
            return True
        if is_member(board, self.member_id):
            return True
        return board.permission_level == "org" and self._belongs_to(board.organization_id)

    def sees_board_id(self, board_id: str | None) -> bool:
        """Return whether there is a board with this id that the viewer may see."""
        board = self.world.boards.get(board_id) if board_id else None
        return board is not None and self.sees_board(board)

    def sees_organization(self, organization: Organization) -> bool:
        """Return whether the organization is public or the viewer's."""
        return organization.permission_level == "public" or self._belongs_to(organization.id)

    def sees_action(self, action: Action) -> bool:
        """Return whether the viewer may see where it happened, or did it themselves if that is no board."""
        if action.board_id is not None:
            return self.sees_board_id(action.board_id)
        return self._belongs_to(action.organization_id) or action.creator_id == self.member_id

    def must_be_somebody(self) -> Member:
        """Return the member; refuse as Trello does if there is none."""
        if self.member is None:
            raise not_allowed()
        return self.member

    def must_see_board(self, board: Board) -> Board:
        """Return the board; refuse as Trello does if the viewer may not see it."""
        if not self.sees_board(board):
            raise not_allowed()
        return board

    def _belongs_to(self, organization_id: str | None) -> bool:
        organization = self.world.organizations.get(organization_id) if organization_id else None
        return organization is not None and is_member(organization, self.member_id)
