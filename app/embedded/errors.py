class StartError(Exception):
    """Not everything can be started; the message says what to change."""
