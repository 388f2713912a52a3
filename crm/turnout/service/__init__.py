"""The verbs of turnout."""
