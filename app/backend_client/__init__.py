"""The gateway's client of the backend. Knows the contracts between them, and nothing of GraphQL or Trello."""
