"""Progress boards: the money on both sides, the way to the vote, goals and funnels (read only)."""
