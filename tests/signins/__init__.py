"""Presence: recorded once, sorted into tracks."""
