"""The parameters that nest a board's parts in the request for it.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/nested-resources/
"""

from app.trello.edges import MEMBER
from app.trello.needs import Edge, Needs
from app.trello.plan import actions
from app.trello.plan.board_needs import BoardNeeds
from app.trello.plan.fields import asked, comma, fields


def params(board: BoardNeeds) -> dict[str, str]:
    """Return all parameters but `fields`; none if nothing is to be nested."""
    chosen: dict[str, str] = {}
    if board.lists:
        chosen |= _lists(board)
    if board.cards:
        chosen |= card_params(board)
    if board.member_fields is not None:
        chosen |= {"members": "all", "member_fields": comma(board.member_fields)}
    for edge, behind in board.actions.items():
        chosen |= actions.nested_params(edge, behind)
    for edge, behind in board.needs.edges.items():
        chosen |= _part(edge, behind)
    return chosen | {"customFields": "true"} if board.wants_definitions else chosen


def card_params(board: BoardNeeds) -> dict[str, str]:
    """Return the parameters for the cards of the board's lists."""
    wanted = fields("card", board.card_needs) | {"idList"}
    if len(board.cards) > 1:
        wanted |= {"closed"}
    chosen: dict[str, str] = {}
    for edge, behind in board.card_needs.edges.items():
        match edge.name:
            case "members":
                wanted |= {"idMembers"}
            case "attachments":
                chosen |= {"card_attachments": "true", "card_attachment_fields": comma(behind.fields)}
            case "checklists":
                chosen["card_checklists"] = "all"
            case "customFieldItems":
                chosen["card_customFieldItems"] = "true"
    return chosen | {"cards": board.card_filter, "card_fields": comma(wanted)}


def _lists(board: BoardNeeds) -> dict[str, str]:
    wanted = fields("list", board.list_needs)
    if len(board.lists) > 1 or len(board.cards) > 1:
        wanted = wanted | {"closed"}
    return {"lists": board.list_filter, "list_fields": comma(wanted)}


def _part(edge: Edge, behind: Needs) -> dict[str, str]:
    chosen: dict[str, str] = {}
    match edge.name:
        case "memberships":
            chosen = {"memberships": "all"}
            member = behind.edges.get(MEMBER)
            if member is not None:
                chosen |= {"memberships_member": "true", "memberships_member_fields": asked("member", member)}
        case "labels":
            chosen = {"labels": "all", "labels_limit": "1000", "label_fields": comma(behind.fields)}
        case "checklists":
            chosen = {"checklists": "all"}
        case "customFields":
            chosen = {"customFields": "true"}
        case "organization":
            chosen = {"organization": "true", "organization_fields": asked("organization", behind)}
    return chosen
