"""Turnout: who will come to an action, who is unasked, and how many more yeses it needs."""
