"""Boards: what they count is what they list."""
