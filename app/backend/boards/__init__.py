"""What the backend asks Trello for: nothing else in it knows Trello."""
