"""One-on-ones."""
