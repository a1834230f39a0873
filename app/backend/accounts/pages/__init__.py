"""What people see in a browser: signing in, and making a token."""
