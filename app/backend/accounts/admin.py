"""Django's admin: everything can be looked at, and tokens be revoked. No secret is shown."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from app.backend.accounts import models, tokens
from app.backend.accounts.actor import Actor

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin  # which takes no parameter when it runs

admin.site.register(models.User, UserAdmin)

# Nothing is kept there: providers come from the environment, and who there is are entities.
for _model in (SocialApp, SocialAccount, SocialToken, EmailAddress):
    admin.site.unregister(_model)


class ReadOnly(_ModelAdmin):
    """Rows to look at: what changes them leaves a record and tells other processes, which a form does not."""

    def has_add_permission(self, _request: HttpRequest, *_arguments: Any) -> bool:
        """No."""
        return False

    def has_change_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        """No."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        """No."""
        return False


@admin.register(models.Entity)
class EntityAdmin(ReadOnly):
    """Who there is."""

    list_display = ("tenant", "account", "is_admin", "created_at")
    list_filter = ("is_admin", "tenant")
    search_fields = ("tenant", "account")


@admin.register(models.ProgramLogin)
class ProgramLoginAdmin(ReadOnly):
    """Programs that somebody lets act for them; revoking a token of one ends it."""

    list_display = ("name", "entity", "state", "allowed_at", "ends")
    list_filter = ("state",)
    search_fields = ("name", "entity__tenant", "entity__account")
    list_select_related = ("entity",)


@admin.register(models.EntityPersona)
class EntityPersonaAdmin(ReadOnly):
    """What they come with."""

    list_display = ("entity", "source", "created_at")
    list_filter = ("source",)
    search_fields = ("entity__tenant", "entity__account")
    list_select_related = ("entity",)


@admin.register(models.Auth)
class AuthAdmin(ReadOnly):
    """Their tokens, without the hashes."""

    list_display = ("name", "entity", "persona", "state", "granted", "expires")
    list_filter = ("state", "persona__source")
    search_fields = ("name", "entity__tenant", "entity__account")
    list_select_related = ("entity", "persona__entity")
    exclude = ("token_hash",)
    actions = ("revoke",)

    @admin.action(description="Revoke the selected tokens")
    def revoke(self, request: HttpRequest, chosen: QuerySet[models.Auth]) -> None:
        """End tokens as their owners can."""
        actor = Actor(models.Entity.objects.filter(user=request.user.pk).first())
        for auth in chosen.select_related("entity"):
            tokens.revoke(auth, actor)


@admin.register(models.AuthClaim)
class AuthClaimAdmin(ReadOnly):
    """What tenants said of them."""

    list_display = ("auth", "name", "value")
    list_filter = ("name",)
    search_fields = ("name", "auth__name", "auth__entity__account")
    list_select_related = ("auth",)


@admin.register(models.AuthGroup)
class AuthGroupAdmin(ReadOnly):
    """Groups at their tenants."""

    list_display = ("auth", "name")
    list_filter = ("name",)
    search_fields = ("name", "auth__name", "auth__entity__account")
    list_select_related = ("auth",)


@admin.register(models.Setting)
class SettingAdmin(ReadOnly):
    """Settings that are not at their defaults."""

    list_display = ("name", "value", "changed_at")
    search_fields = ("name",)


@admin.register(models.TrelloLink)
class TrelloLinkAdmin(ReadOnly):
    """Who has linked Trello, without the tokens."""

    list_display = ("entity", "linked_at")
    search_fields = ("entity__tenant", "entity__account")
    list_select_related = ("entity",)
    exclude = ("encrypted_token",)


@admin.register(models.Audit)
class AuditAdmin(ReadOnly):
    """What was changed, and by whom."""

    list_display = ("at", "action", "target", "entity", "actor", "request_id")
    list_filter = ("action",)
    search_fields = ("target", "request_id", "entity__tenant", "entity__account")
    list_select_related = ("entity", "actor")
    date_hierarchy = "at"
