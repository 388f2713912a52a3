"""People: made, changed, found."""
