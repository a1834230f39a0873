from typing import ClassVar

from django.db import models

from app.backend.accounts.models.entity import Entity


class Audit(models.Model):
    """A change, who made it, and by which request. Rows are added and never changed.

    `actor` is None if the change came from this machine's command line. `detail` has no secret.
    """

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(Entity, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=50)
    entity = models.ForeignKey(
        Entity, models.SET_NULL, null=True, related_name="+", help_text="Whose it was that changed."
    )
    target = models.CharField(max_length=150)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=128, blank=True)

    class Meta:
        verbose_name_plural = "audit"
        indexes: ClassVar = [
            models.Index(fields=["entity", "-at"], name="audit_by_entity"),
            models.Index(fields=["-at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
