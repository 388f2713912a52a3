"""The demo organization."""
