"""Asks, answers and tasks."""
