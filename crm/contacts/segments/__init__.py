"""Saved questions about people: their grammar, the inputs of filters, how they become SQL, and their words."""
