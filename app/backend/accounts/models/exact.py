from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField

if TYPE_CHECKING:
    _CharField = CharField[str, str]
else:
    _CharField = CharField  # which takes no parameter when it runs


class ExactCharField(_CharField):
    """Text that is equal to itself only; MySQL would take `Ada` for `ada`, and `e` for `é`."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """Return the type of the column with a collation that compares characters by their codes."""
        collation = "utf8mb4_bin" if connection.vendor == "mysql" else None
        return {**super().db_parameters(connection), "collation": collation}
