"""What gunicorn serves."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "app.backend.config.settings"

application = get_wsgi_application()

from app.backend.config.settings import BACKEND  # noqa: E402  # not before Django knows whose settings they are
from app.observability import logs  # noqa: E402

logs.configure(BACKEND.logs)
# What is refused stands in the line of its request already.
logging.getLogger("django.request").setLevel("ERROR")
logging.getLogger("django.security").setLevel("CRITICAL")
