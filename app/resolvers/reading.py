"""The context that every resolver gets: one request, and one viewer's reader of Trello."""

from typing import TypeAlias

from app.gateway.context import RequestContext
from app.trello.reader import TrelloReader

Context: TypeAlias = RequestContext[TrelloReader]
