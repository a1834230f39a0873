"""`/token/new`: make a token in a browser, where it is shown once."""

from typing import Final

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from app.backend.accounts import tokens
from app.backend.accounts.actor import Actor
from app.backend.accounts.authentication import TOKEN_PAGE
from app.backend.accounts.introspection import signed_in
from app.backend.accounts.tokens import Grant, GrantedToken
from app.backend.accounts.viewer import Viewer
from app.backend.errors import BackendError

_DAY_SECONDS: Final = 24 * 60 * 60


class NewTokenForm(forms.Form):
    """What the token is to be."""

    name = forms.CharField(
        label="Name",
        max_length=tokens.MAX_NAME,
        help_text="What you will know it by.",
        validators=[RegexValidator(r"^[^\x00-\x1f\x7f]*$", "The name may have no control characters.")],
    )
    seconds = forms.TypedChoiceField(
        label="Expires",
        coerce=int,
        choices=[
            (30 * _DAY_SECONDS, "in 30 days"),
            (_DAY_SECONDS, "in a day"),
            (365 * _DAY_SECONDS, "in a year"),
            (0, "never"),
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest) -> HttpResponse:
    """Ask what the token is to be, make it, show it."""
    viewer = signed_in(request)
    if viewer is None:
        return HttpResponseRedirect(f"/login?next={TOKEN_PAGE}")
    form = NewTokenForm(request.POST or None)
    if form.is_valid():
        try:
            made = _granted(viewer, form)
        except BackendError as error:
            form.add_error(None, error.message)
        else:
            return render(
                request, "accounts/made_token.html", {"made": made, "entity": viewer.entity}, status=201
            )
    context = {"form": form, "entity": viewer.entity}
    return render(request, "accounts/new_token.html", context, status=422 if form.errors else 200)


def _granted(viewer: Viewer, form: NewTokenForm) -> GrantedToken:
    wanted = Grant(
        name=form.cleaned_data["name"],
        seconds=form.cleaned_data["seconds"],
        groups=viewer.groups,
        claims=viewer.claims,
    )
    return tokens.grant(viewer.entity, wanted, Actor.by(viewer))
