"""Who did what: the audit log, and batches of changes that can be undone together."""
