"""Endpoints: each takes a request apart, has a module beside this package do it, and answers."""
