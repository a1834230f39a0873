"""Brute force: whoever fails too often to be somebody may not try again for a while."""
