"""Pairs of selections, which validation compares (GraphQL, section 5.3.2, Field Selection Merging)."""

from collections.abc import Iterable

from graphql import SelectionSetNode

from app.gateway.limits.extent import Fragments, collected


def pairs(merged: Iterable[SelectionSetNode], fragments: Fragments) -> int:
    """Return how many pairs there are to compare in selection sets that are merged.

    These are pairs of selections with the same response name, and of fragments spread side by side. Fragments
    are expanded, so their fields must be known to be few enough.
    """
    below: dict[str, list[SelectionSetNode]] = {}
    counts: dict[str, int] = {}
    spread: set[str] = set()
    for selection_set in merged:
        for field in collected(selection_set, fragments, spread):
            name = (field.alias or field.name).value
            counts[name] = counts.get(name, 0) + 1
            if field.selection_set:
                below.setdefault(name, []).append(field.selection_set)
    here = sum(count * (count - 1) // 2 for count in (*counts.values(), len(spread)))
    return here + sum(pairs(each, fragments) for each in below.values())
