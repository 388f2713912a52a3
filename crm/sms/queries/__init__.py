"""What texting reads, one module a subject."""
