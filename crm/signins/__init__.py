"""Presence at actions: who was there, how long, and how we know."""
