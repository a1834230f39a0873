"""Django's settings, filled from the typed ones and from nowhere else.

The names are Django's: https://docs.djangoproject.com/en/5.2/ref/settings/
"""

from typing import Final

from app.backend.config.databases import database
from app.backend.config.openid import provider_app
from app.settings.backend import BackendSettings
from app.settings.loading import settings_or_exit

BACKEND: Final = settings_or_exit(BackendSettings)
"""The typed settings, for everything that is not Django's own."""

_YEAR_SECONDS: Final = 365 * 24 * 60 * 60

# A page that shows the stack and the settings is of use to nobody who should see it.
DEBUG = False
SECRET_KEY = BACKEND.secret_key.get_secret_value()
ALLOWED_HOSTS = [host.removeprefix("*") for host in BACKEND.all_hosts]
ROOT_URLCONF = "app.backend.config.urls"
WSGI_APPLICATION = "app.backend.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "ninja",
    "app.backend.accounts",
]

MIDDLEWARE = [
    "app.backend.http.request_id.identify",
    "django.middleware.security.SecurityMiddleware",
    "app.backend.http.security.guard_pages",
    "app.backend.http.problems.tell_problems",
    "app.backend.http.health.answer_probes",
    "app.backend.accounts.lockout.middleware.lock_out",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(BACKEND.database)}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False

# Files are found where their packages have them: nothing has to be collected before the first start.
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True

LOGGING_CONFIG = None  # `wsgi` and `manage` say where logs go

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not BACKEND.is_development
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = BACKEND.session_seconds
CSRF_TRUSTED_ORIGINS = [BACKEND.public_url] if BACKEND.public_url else []
SECURE_HSTS_SECONDS = 0 if BACKEND.is_development else _YEAR_SECONDS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# https://docs.allauth.org/en/latest/socialaccount/providers/openid_connect.html
SOCIALACCOUNT_ADAPTER = "app.backend.accounts.openid.adapter.SignInAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [provider_app(each) for each in BACKEND.openid_providers],
    }
}

# Where entities link their accounts: what `app.backend.accounts.upstream` describes.
UPSTREAM = "app.backend.boards.trello_accounts.TrelloAccounts"

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # whether every other subdomain has TLS is known to the owner of the domain
    "security.W008",  # TLS ends at the ingress, which redirects; within the cluster the gateway asks without
    "security.W021",  # the same as W005
]
