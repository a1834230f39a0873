"""The backend's settings as tests have them: those of a developer's machine, whatever the environment says.

Tests run on SQLite, in memory; or on the server of `TEST_DATABASE_URL`, in a database of their own.
"""

import os
import uuid

from tests.processes import SET_BY_USERS

for _name in list(os.environ):
    if _name.startswith(SET_BY_USERS) and not _name.startswith(("REDIS_", "BROKER_")):
        del os.environ[_name]
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:")

from app.backend.config.settings import *  # noqa: E402, F403  # that is how settings are overridden
from app.backend.config.settings import DATABASES  # noqa: E402

if "TEST_DATABASE_URL" in os.environ:
    DATABASES["default"]["TEST"] = {"NAME": f"test_{uuid.uuid4().hex}"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
