"""`…/memberships`, `…/memberships/{filter}` and `…/memberships/{idMembership}`, which looks like a filter."""

from typing import Any

from app.sandbox.dates import is_object_id
from app.sandbox.errors import not_found
from app.sandbox.fields.membership import FILTERS, memberships
from app.sandbox.models import Membership
from app.sandbox.request import Request


def read_memberships(request: Request, found: list[Membership]) -> Any:
    """Return those of a board's or an organization's memberships that are asked for, or the one that is."""
    params = request.filtered()
    ref = request.path.get("filter", "")
    if not is_object_id(ref):
        return memberships(found, request.viewer, params.choice("filter", FILTERS, "all"), params)
    meant = [each for each in found if each.id == ref.lower()]
    if not meant:
        raise not_found()
    return memberships(meant, request.viewer, "all", params)[0]
