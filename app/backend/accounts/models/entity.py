from typing import ClassVar

from django.conf import settings
from django.db import models

from app.backend.accounts.models.exact import ExactCharField

NAME_LENGTH = 255
"""Of a tenant or an account. OpenID Connect Core 1.0, section 2, ends a subject here."""


class Entity(models.Model):
    """A person or program, known by an account at a tenant: OpenID Connect's subject at its issuer."""

    tenant = ExactCharField(max_length=NAME_LENGTH)
    account = ExactCharField(max_length=NAME_LENGTH)
    is_admin = models.BooleanField("administers this service", default=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    claims = models.JSONField(default=dict, help_text="What the tenant said at the last sign-in.")
    groups = models.JSONField(default=list, help_text="Groups at the tenant, at the last sign-in.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "entities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "account"], name="entity_is_unique"),
            models.CheckConstraint(
                condition=~models.Q(tenant="") & ~models.Q(account=""), name="entity_is_named"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} at {self.tenant}"


class EntityPersona(models.Model):
    """In what way an entity comes here."""

    class Source(models.TextChoices):
        """What an entity comes with."""

        PC = "pc"
        MOBILE = "mobile"
        API = "api"
        OTHER = "other"

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="personas")
    source = models.CharField(max_length=16, choices=Source)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entity", "source"], name="persona_is_unique"),
            models.CheckConstraint(
                condition=models.Q(source__in=["pc", "mobile", "api", "other"]),
                name="persona_has_a_known_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} ({self.source})"
