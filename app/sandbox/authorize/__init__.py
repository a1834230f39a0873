"""`/1/authorize`: where a member lets a program act for them, without an account.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/
"""

from app.sandbox.authorize.routes import mount

__all__ = ["mount"]
