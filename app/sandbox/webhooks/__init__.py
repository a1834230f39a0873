"""Webhooks: what was done is told to whoever asked for it.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/
"""
