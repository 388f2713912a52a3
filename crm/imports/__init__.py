"""Files in: recognised, previewed, applied in a batch that can be undone."""
