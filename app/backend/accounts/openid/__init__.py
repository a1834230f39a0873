"""Signing in at a provider of OpenID Connect: django-allauth speaks with it, this decides who it is."""
