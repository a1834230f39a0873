"""Access tokens of providers of OpenID Connect: whether one is for us, and whose it is.

What gateway and backend share of that. Nothing here waits or asks anybody: whoever uses it fetches the keys.
"""
