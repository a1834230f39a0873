"""Why a token tells nothing of who asks. Each text is safe to show to whoever has sent the token."""
# ruff: noqa: N818  # the names say what happened; `Error` on each would only repeat the base class


class Refused(Exception):
    """The token may not be used; the message says why."""


class KeysUnknown(Exception):
    """Its issuer cannot be asked now for the keys that the token would have to be checked with."""
