"""Redis, which processes share: whatever in a room needs it is handed it."""
