"""A program that does not care for SIGTERM, and is ready once it does not."""

import signal
import time
from os import environ
from pathlib import Path

signal.signal(signal.SIGTERM, signal.SIG_IGN)
Path(environ["READY_FILE"]).touch()
time.sleep(600)
