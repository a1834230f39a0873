import string
from datetime import datetime
from random import Random
from typing import Final

_ALPHABET: Final = string.ascii_letters + string.digits
_COUNTER_SIZE: Final = 0x100_0000


class Ids:
    """Makes identifiers, the same ones for the same random numbers.

    As in MongoDB an id is the second of its making, five random bytes that stay, and a counter: of two ids
    made in the same second the later is the greater.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._maker = f"{rng.getrandbits(40):010x}"
        self._made = 0
        self._short_links: set[str] = set()

    def object_id(self, moment: datetime) -> str:
        """Return a new id for something made at this moment."""
        self._made = (self._made + 1) % _COUNTER_SIZE
        return f"{int(moment.timestamp()):08x}{self._maker}{self._made:06x}"

    def short_link(self) -> str:
        """Return a new short link: eight letters and digits, the last a digit so that it is never a word."""
        while True:
            link = "".join(self._rng.choices(_ALPHABET, k=7)) + self._rng.choice(string.digits)
            if link not in self._short_links:
                self._short_links.add(link)
                return link

    def hexadecimal(self, digits: int) -> str:
        """Return random hexadecimal digits, such as Trello names avatars by."""
        return f"{self._rng.getrandbits(4 * digits):0{digits}x}"
