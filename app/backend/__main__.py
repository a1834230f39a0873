"""Run the backend: `python -m app.backend`."""

import sys

from app.backend.serve import main

if __name__ == "__main__":
    sys.exit(main())
