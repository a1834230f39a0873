"""The two pages: one asks a member, the other shows the token where there is no address to send it to."""

from collections.abc import Iterable
from html import escape
from typing import Final

from app.sandbox.authorize.authorization import Authorization
from app.sandbox.models import Member

_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
  body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem }}
  pre {{ white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; background: #f4f5f7; color: #172b4d }}
  button, select {{ font: inherit; padding: 0.4rem 0.8rem }}
</style>
<main>
<h1>{title}</h1>
{content}
</main>
</html>
"""

_MEANINGS: Final = {
    "read": "read all your boards and organizations",
    "write": "change all your boards and organizations",
    "account": "see your e-mail address, and change your account",
}
_LASTING: Final = {
    "1hour": "for one hour",
    "1day": "for one day",
    "30days": "for thirty days",
    "never": "until you revoke it",
}


def question(wanted: Authorization, members: Iterable[Member]) -> str:
    """Return the page that asks who the member is, and whether the application may act for them."""
    options = "".join(
        f'<option value="{escape(each.username)}">{escape(each.full_name)}</option>' for each in members
    )
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in wanted.fields.items()
    )
    rights = "".join(f"<li>{_MEANINGS[each]}</li>" for each in wanted.scopes)
    back = f"<p>You are sent back to {escape(wanted.return_url)}.</p>" if wanted.return_url else ""
    return _page(
        f"May {wanted.name} use this offline Trello?",
        f"""<p>It wants, {_LASTING[wanted.expiration]}, to</p>
<ul>{rights}</ul>
{back}
<form method="post" action="/1/authorize">
{hidden}
<p><label>You are <select name="member">{options}</select></label></p>
<p><button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Deny</button></p>
</form>""",
    )


def granted(value: str) -> str:
    """Return the page that shows a new token."""
    return _page("It may", f"<p>The program acts for you with this token:</p>\n<pre>{escape(value)}</pre>")


def denied() -> str:
    """Return the page for a member who did not allow it."""
    return _page("It may not", "<p>No token was made.</p>")


def _page(title: str, content: str) -> str:
    return _PAGE.format(title=escape(title), content=content)
