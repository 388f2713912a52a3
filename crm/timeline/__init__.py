"""One person's whole story on one line, whatever the source (read only)."""
