"""Who uses the system: organizations, their users and roles, and signing in."""
