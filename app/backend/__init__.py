"""The Django project: who is asking, and everything that must not be lost."""
