"""One-on-ones: sitting down with a person, what she said, where she stands and what comes next."""
