"""The readable end of a board's or a card's address."""

import re
import unicodedata


def slug(name: str) -> str:
    """Return a name in lower case, without accents, with hyphens for all that is no letter or digit."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")
