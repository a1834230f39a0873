from typing import Any, Final

from app.sandbox.fields import limits
from app.sandbox.fields.attachment import previews
from app.sandbox.fields.checklist import in_order
from app.sandbox.fields.label import LABEL
from app.sandbox.fields.selection import Fields, Getter, constant, stored, subscribed
from app.sandbox.models import COMMENTS, Card, CheckItem
from app.sandbox.slug import slug
from app.sandbox.viewer import Viewer

_COVER: Final = {
    "idAttachment": None,
    "color": None,
    "idUploadedBackground": None,
    "size": "normal",
    "brightness": "dark",
    "idPlugin": None,
}


def _extra(name: str, otherwise: Any = None) -> Getter[Card]:
    return lambda card, _: card.extra.get(name, otherwise)


def _items(card: Card, viewer: Viewer) -> list[CheckItem]:
    return [item for each in viewer.world.checklists_of_card(card.id) for item in in_order(each)]


def _check_item_states(card: Card, viewer: Viewer) -> list[dict[str, str]]:
    items = _items(card, viewer)
    return [{"idCheckItem": item.id, "state": item.state} for item in items if item.state == "complete"]


def _labels(card: Card, viewer: Viewer) -> list[dict[str, Any]]:
    found = (viewer.world.labels.get(each) for each in card.label_ids)
    return [LABEL.one(label, viewer, None) for label in found if label]


def _badges(card: Card, viewer: Viewer) -> dict[str, Any]:
    world = viewer.world
    items = _items(card, viewer)
    urls = [attachment.url for attachment in world.attachments_of(card.id)]
    comments = [each for each in world.actions.by("card_id", card.id) if each.type in COMMENTS]
    return {
        "attachmentsByType": {
            "trello": {
                "board": sum("://trello.com/b/" in url for url in urls),
                "card": sum("://trello.com/c/" in url for url in urls),
            }
        },
        "location": bool(card.extra.get("coordinates")),
        "votes": len(card.voter_ids),
        "viewingMemberVoted": viewer.member_id in card.voter_ids,
        "subscribed": viewer.member_id in card.subscriber_ids,
        "fogbugz": "",
        "checkItems": len(items),
        "checkItemsChecked": sum(item.state == "complete" for item in items),
        "checkItemsEarliestDue": min((item.due for item in items if item.due), default=None),
        "comments": len(comments),
        "attachments": len(urls),
        "description": bool(card.desc),
        "due": card.due,
        "dueComplete": card.due_complete,
        "start": card.start,
    }


def _cover(card: Card, viewer: Viewer) -> dict[str, Any]:
    found = viewer.world.attachments.get(card.cover_attachment_id or "")
    shown = {"scaled": previews(found, viewer), "edgeColor": found.edge_color} if found else {}
    return {**_COVER, **card.cover, "idAttachment": card.cover_attachment_id, **shown}


CARD: Final = Fields[Card](
    {
        "id": stored("id"),
        "address": _extra("address"),
        "badges": _badges,
        "cardRole": _extra("cardRole"),
        "checkItemStates": _check_item_states,
        "closed": stored("closed"),
        "coordinates": _extra("coordinates"),
        "cover": _cover,
        "creationMethod": constant(None),
        "dateLastActivity": stored("last_activity"),
        "desc": stored("desc"),
        "descData": constant({"emoji": {}}),
        "due": stored("due"),
        "dueComplete": stored("due_complete"),
        "dueReminder": stored("due_reminder"),
        "email": constant(None),
        "idAttachmentCover": stored("cover_attachment_id"),
        "idBoard": stored("board_id"),
        "idChecklists": lambda card, viewer: [each.id for each in viewer.world.checklists_of_card(card.id)],
        "idLabels": stored("label_ids"),
        "idList": stored("list_id"),
        "idMembers": stored("member_ids"),
        "idMembersVoted": stored("voter_ids"),
        "idShort": stored("short_id"),
        "isTemplate": stored("is_template"),
        "labels": _labels,
        "limits": constant(limits.CARD),
        "locationName": _extra("locationName"),
        "manualCoverAttachment": constant(value=False),
        "name": stored("name"),
        "pos": stored("pos"),
        "shortLink": stored("short_link"),
        "shortUrl": lambda card, _: f"https://trello.com/c/{card.short_link}",
        "start": stored("start"),
        "staticMapUrl": constant(None),
        "subscribed": subscribed,
        "url": lambda card, _: f"https://trello.com/c/{card.short_link}/{card.short_id}-{slug(card.name)}",
    },
    default="badges,cardRole,checkItemStates,closed,cover,dateLastActivity,desc,descData,due,dueComplete,"
    "dueReminder,email,idAttachmentCover,idBoard,idChecklists,idLabels,idList,idMembers,idMembersVoted,"
    "idShort,isTemplate,labels,manualCoverAttachment,name,pos,shortLink,shortUrl,start,subscribed,url",
)
