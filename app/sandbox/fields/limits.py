"""The ceilings that Trello sends with many objects, in its three-part form.

Numbers: https://developer.atlassian.com/cloud/trello/guides/rest-api/limits/, which says that they vary.
"""

from typing import Any, Final


def _ceiling(disable_at: int) -> dict[str, Any]:
    return {"status": "ok", "disableAt": disable_at, "warnAt": disable_at * 4 // 5}


CARD: Final = {
    "attachments": {"perCard": _ceiling(1000)},
    "checklists": {"perCard": _ceiling(500)},
    "stickers": {"perCard": _ceiling(70)},
}
LIST: Final = {"cards": {"openPerList": _ceiling(5000), "totalPerList": _ceiling(1_000_000)}}
CUSTOM_FIELD: Final = {"customFieldOptions": {"perField": _ceiling(50)}}
COMMENT: Final = {"reactions": {"perAction": _ceiling(1000), "uniquePerAction": _ceiling(17)}}
ORGANIZATION: Final = {"orgs": {"totalMembersPerOrg": _ceiling(4000), "freeBoardsPerOrg": _ceiling(10)}}
MEMBER: Final = {"boards": {"totalPerMember": _ceiling(4500)}, "orgs": {"totalPerMember": _ceiling(850)}}
BOARD: Final = {
    "attachments": {"perBoard": _ceiling(36_000), "perCard": _ceiling(1000)},
    "boards": {"totalMembersPerBoard": _ceiling(1600), "totalAccessRequestsPerBoard": _ceiling(4000)},
    "cards": {
        "openPerBoard": _ceiling(5000),
        "openPerList": _ceiling(5000),
        "totalPerBoard": _ceiling(2_000_000),
        "totalPerList": _ceiling(1_000_000),
    },
    "checklists": {"perBoard": _ceiling(1_800_000), "perCard": _ceiling(500)},
    "checkItems": {"perChecklist": _ceiling(200)},
    "customFields": {"perBoard": _ceiling(50)},
    "customFieldOptions": {"perField": _ceiling(50)},
    "labels": {"perBoard": _ceiling(1000)},
    "lists": {"openPerBoard": _ceiling(500), "totalPerBoard": _ceiling(3000)},
    "stickers": {"perCard": _ceiling(70)},
    "reactions": {"perAction": _ceiling(1000), "uniquePerAction": _ceiling(17)},
}
