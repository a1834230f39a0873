from django.db import models

from app.backend.accounts.models.exact import ExactCharField


class Setting(models.Model):
    """A setting that is not at its default. `app.backend.accounts.settings` says which there are."""

    name = ExactCharField(max_length=100, primary_key=True)
    value = models.JSONField()
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.name)
