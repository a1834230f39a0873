"""Worlds made in code, the same on every machine."""

from app.sandbox.seed.demo import demo_world
from app.sandbox.seed.plain import plain_world

__all__ = ["demo_world", "plain_world"]
