from typing import ClassVar

from django.db import models
from django.utils import timezone

from app.backend.accounts.models.entity import Entity


class ProgramLogin(models.Model):
    """A program that an entity has let act as itself: from one click, until it ends or is revoked.

    Hashes are of the one-time code, of what all refresh tokens have in common, and of the one that is good.
    `ends` is when the code does, until that has been redeemed.
    """

    class State(models.TextChoices):
        """How far it is."""

        ALLOWED = "allowed"
        ACTIVE = "active"
        REVOKED = "revoked"

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="programs")
    name = models.CharField(max_length=100)
    redirect_uri = models.CharField(max_length=255)
    code_challenge = models.CharField(max_length=43, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    family_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001  # none is not unique
    refresh_hash = models.CharField(max_length=64, blank=True, editable=False)
    allowed_at = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State, default=State.ALLOWED)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ends"], name="program_login_by_end")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["allowed", "active", "revoked"]),
                name="program_login_has_a_known_state",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.entity}"
