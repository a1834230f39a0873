"""Answers of Trello that are kept for a while: a few in this process, more of them in Redis."""
