"""Django's commands, and ours: `python -m app.backend.manage help`."""

import os
import sys

from django.core.management import execute_from_command_line

from app.observability import logs
from app.settings.loading import settings_or_exit
from app.settings.logs import LogSettings


def main() -> None:
    """Run the command that the command line names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "app.backend.config.settings"
    # Standard output is for what a command was asked for.
    logs.configure(settings_or_exit(LogSettings), sys.stderr)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
