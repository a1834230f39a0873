"""`/login/as/demo`: sign in with the token that `make run` prints, for there may be no provider."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from app.backend.accounts.demo import IDENTITY
from app.backend.accounts.pages.login import login_page
from app.backend.accounts.pages.paths import own_path
from app.backend.accounts.pages.session import begin_session


@require_POST
def sign_in_as_demo(request: HttpRequest) -> HttpResponse:
    """Sign in whoever has the demo token; there is one on a developer's machine only."""
    token = settings.BACKEND.demo_token
    if token is None:
        raise Http404
    given = request.POST.get("token", "").strip()
    if not hmac.compare_digest(given.encode(), token.get_secret_value().encode()):
        wanted = own_path(request.POST.get("next"))
        return login_page(request, wanted, "This is not the token that `make run` has printed.", status=401)
    begin_session(request, IDENTITY)
    return HttpResponseRedirect(own_path(request.POST.get("next")))
