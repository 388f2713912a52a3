"""My day: what I promised, whom to sit down with next, and my own week (read only)."""
