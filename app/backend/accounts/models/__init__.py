"""The tables. All times are UTC. Nothing here decides anything: the modules beside this package do."""

from app.backend.accounts.models.audit import Audit
from app.backend.accounts.models.auth import Auth, AuthClaim, AuthGroup
from app.backend.accounts.models.entity import Entity, EntityPersona
from app.backend.accounts.models.program import ProgramLogin
from app.backend.accounts.models.setting import Setting
from app.backend.accounts.models.trello import TrelloLink
from app.backend.accounts.models.user import User

__all__ = [
    "Audit",
    "Auth",
    "AuthClaim",
    "AuthGroup",
    "Entity",
    "EntityPersona",
    "ProgramLogin",
    "Setting",
    "TrelloLink",
    "User",
]
