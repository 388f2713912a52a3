"""People: who they are, how they are reached, their tags, and how they are found at once."""
