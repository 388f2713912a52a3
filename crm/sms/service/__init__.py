"""The verbs of texting, one module a subject."""
