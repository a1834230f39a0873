from django.db import models
from django.utils import timezone

from app.backend.accounts.models.entity import Entity


class TrelloLink(models.Model):
    """An entity's token at Trello, encrypted."""

    entity = models.OneToOneField(Entity, models.CASCADE, primary_key=True, related_name="trello")
    encrypted_token = models.BinaryField(editable=False)
    account = models.CharField(max_length=255, blank=True, help_text="What the entity is called there.")
    ends = models.DateTimeField(null=True, help_text="When the token ends by itself, if it does.")
    linked_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Trello of {self.entity}"

    @property
    def has_ended(self) -> bool:
        """Whether the token is good for nothing any more, as far as is known here."""
        return self.ends is not None and self.ends <= timezone.now()
