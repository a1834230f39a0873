"""`/login/oauth/authorize`: let a program on one's own machine act for oneself (RFC 8252)."""

from typing import Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from yarl import URL

from app.backend.accounts.introspection import signed_in
from app.backend.accounts.program_logins import ProgramRequest, allow
from app.backend.http.security import POLICY_HEADER, policy

PAGE: Final = "/login/oauth/authorize"


def _loopback(value: str) -> None:
    """Demand a port of this machine, named by number: a name can be another's (RFC 8252, section 8.3)."""
    try:
        url = URL(value)
    except ValueError:
        url = URL()
    more = url.user or url.password or url.fragment or not url.path
    if url.scheme != "http" or url.raw_host != "127.0.0.1" or not url.explicit_port or more:
        raise ValidationError("It must be as http://127.0.0.1:49152/callback.")


class ProgramForm(forms.Form):
    """What a program asks for: an authorization request (RFC 6749, section 4.1.1; RFC 7636, section 4.3)."""

    response_type = forms.CharField(validators=[RegexValidator(r"\Acode\Z", "It must be `code`.")])
    client_id = forms.CharField(
        max_length=100, validators=[RegexValidator(r"\A[^\x00-\x1f\x7f]*\Z", "It must be a name.")]
    )
    redirect_uri = forms.CharField(max_length=255, validators=[_loopback])
    state = forms.CharField(max_length=500, required=False)
    code_challenge = forms.CharField(
        validators=[RegexValidator(r"\A[A-Za-z0-9_-]{43}\Z", "It must be 43 characters.")]
    )
    code_challenge_method = forms.CharField(validators=[RegexValidator(r"\AS256\Z", "It must be `S256`.")])


@require_http_methods(["GET", "HEAD", "POST"])
def authorize_program(request: HttpRequest) -> HttpResponse:
    """Ask whether a program may act for whoever is signed in, and send it a code, or that it may not."""
    form = ProgramForm(request.GET)
    if not form.is_valid():
        # Nobody is sent to where a request names that cannot be believed.
        return render(request, "accounts/program.html", {"errors": form.errors}, status=400)
    asked = form.cleaned_data
    viewer = signed_in(request)
    if viewer is None:
        return HttpResponseRedirect(f"/login?{urlencode({'next': request.get_full_path()})}")
    target = URL(asked["redirect_uri"])
    if request.method == "POST":
        if request.POST.get("decision") == "allow":
            wanted = ProgramRequest(asked["client_id"], asked["redirect_uri"], asked["code_challenge"])
            answer = {"code": allow(viewer.entity, wanted)}
        else:
            answer = {"error": "access_denied"}
        more = {"state": asked["state"]} if asked["state"] else {}
        return HttpResponseRedirect(str(target.update_query(answer | more)))
    response = render(request, "accounts/program.html", {"entity": viewer.entity, "name": asked["client_id"]})
    # The answer to the form leads there.
    response.headers[POLICY_HEADER] = policy(str(target.origin()))
    return response
