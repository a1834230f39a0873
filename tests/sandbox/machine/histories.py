"""What a write leaves in the history."""

from datetime import datetime
from typing import Final

from app.sandbox.dates import trello_time
from app.sandbox.models import Action
from app.sandbox.routing import Route
from app.sandbox.store import World

FIRST: Final = {
    "DELETE /actions/{action}": "deleteComment",
    "PUT /actions/{action}": "updateComment",
    "PUT /actions/{action}/text": "updateComment",
    "POST /boards": "createBoard",
    "POST /boards/{board}/labels": "createLabel",
    "POST /boards/{board}/lists": "createList",
    "DELETE /boards/{board}/members/{member}": "removeMemberFromBoard",
    "DELETE /cards/{card}": "deleteCard",
    "POST /cards/{card}/actions/comments": "commentCard",
    "DELETE /cards/{card}/actions/{action}/comments": "deleteComment",
    "PUT /cards/{card}/actions/{action}/comments": "updateComment",
    "POST /cards/{card}/attachments": "addAttachmentToCard",
    "DELETE /cards/{card}/checkItem/{checkItem}": "deleteCheckItem",
    "POST /cards/{card}/checklist/{checklist}/checkItem/{checkItem}/convertToCard": (
        "convertToCardFromCheckItem"
    ),
    "POST /cards/{card}/checklists": "addChecklistToCard",
    "DELETE /cards/{card}/checklists/{checklist}": "removeChecklistFromCard",
    "POST /cards/{card}/idLabels": "addLabelToCard",
    "DELETE /cards/{card}/idLabels/{label}": "removeLabelFromCard",
    "POST /cards/{card}/idMembers": "addMemberToCard",
    "DELETE /cards/{card}/idMembers/{member}": "removeMemberFromCard",
    "POST /cards/{card}/members": "addMemberToCard",
    "DELETE /cards/{card}/members/{member}": "removeMemberFromCard",
    "POST /cards/{card}/membersVoted": "voteOnCard",
    "DELETE /cards/{card}/membersVoted/{member}": "voteOnCard",
    "POST /checklists": "addChecklistToCard",
    "DELETE /checklists/{checklist}": "removeChecklistFromCard",
    "POST /checklists/{checklist}/checkItems": "createCheckItem",
    "DELETE /checklists/{checklist}/checkItems/{checkItem}": "deleteCheckItem",
    "POST /customFields": "createCustomField",
    "DELETE /customFields/{customField}": "deleteCustomField",
    "POST /labels": "createLabel",
    "DELETE /labels/{label}": "deleteLabel",
    "POST /lists": "createList",
    "POST /organizations": "createOrganization",
}
"""The kind of the first action of every write to such a route that is answered."""

SILENT: Final = frozenset(
    {
        "POST /boards/{board}/markedAsViewed",
        "PUT /boards/{board}/myPrefs/{pref}",
        "POST /customFields/{customField}/options",
        "DELETE /customFields/{customField}/options/{option}",
        "POST /members/{member}/boardStars",
        "DELETE /members/{member}/boardStars/{star}",
        "PUT /members/{member}/boardStars/{star}",
        "PUT /members/{member}/prefs/{pref}",
        "DELETE /webhooks/{webhook}",
        "DELETE /tokens/{token}/webhooks/{webhook}",
        "PUT /webhooks/{webhook}",
        "PUT /webhooks/{webhook}/{field}",
    }
)
"""Routes whose writes leave none."""

_WITHOUT_FORMER: Final = frozenset({"updateCheckItemStateOnCard"})


def check_history(world: World, left: list[Action], route: Route, member_id: str, now: datetime) -> None:
    """Assert that a write left the actions that it should, the oldest first."""
    name = f"{route.method} {route.pattern}"
    assert name not in SILENT or not left, (name, left)
    if name in FIRST:
        assert [each.type for each in left[:1]] == [FIRST[name]], (name, left)
    for action in left:
        assert (action.creator_id, action.date) == (member_id, trello_time(now)), action
        if action.type.startswith("update") and action.type not in _WITHOUT_FORMER:
            assert action.data["old"], action
    before = [each.id for each in world.actions if each not in left]
    assert max(before, default="") < min((each.id for each in left), default="g")
