from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from app.backend.accounts.models.entity import Entity, EntityPersona
from app.backend.accounts.models.exact import ExactCharField
from app.backend.accounts.models.program import ProgramLogin


class Auth(models.Model):
    """A token, as a hash of it: whoever has the token is the entity, until it expires or is revoked."""

    class State(models.TextChoices):
        """Whether it may still be used."""

        ACTIVE = "active"
        REVOKED = "revoked"

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="auths")
    persona = models.ForeignKey(EntityPersona, models.RESTRICT, related_name="auths")
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    granted = models.DateTimeField(default=timezone.now)
    seconds = models.PositiveBigIntegerField(help_text="From when it was granted; 0 never expires.")
    state = models.CharField(max_length=16, choices=State, default=State.ACTIVE)
    program = models.ForeignKey(
        ProgramLogin,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="auths",
        help_text="The program that it was made for, which gets others when it ends.",
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entity", "-granted"], name="auth_by_entity")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["active", "revoked"]), name="auth_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(seconds__gte=0), name="auth_does_not_end_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def expires(self) -> datetime | None:
        """When it ends by itself, or None if it never does."""
        return self.granted + timedelta(seconds=self.seconds) if self.seconds else None

    @property
    def is_usable(self) -> bool:
        """Whether whoever has the token may still use it."""
        return self.state == self.State.ACTIVE and (self.expires is None or timezone.now() < self.expires)


class AuthClaim(models.Model):
    """What the tenant said of the entity when the token was granted; `value` is any JSON."""

    auth = models.ForeignKey(Auth, models.CASCADE, related_name="claims")
    name = ExactCharField(max_length=255)
    value = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["auth", "name"], name="claim_is_unique")]

    def __str__(self) -> str:
        return f"{self.name} of {self.auth}"


class AuthGroup(models.Model):
    """A group of the tenant's that the entity was in when the token was granted."""

    auth = models.ForeignKey(Auth, models.CASCADE, related_name="groups")
    name = ExactCharField(max_length=255)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["auth", "name"], name="group_is_unique")]

    def __str__(self) -> str:
        return f"{self.name} of {self.auth}"
