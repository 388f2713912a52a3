"""One person's whole story."""
