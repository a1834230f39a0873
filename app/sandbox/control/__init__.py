"""The control surface, for tests and workshops: everything that Trello has no address for."""

from app.sandbox.control.surface import mount

__all__ = ["mount"]
