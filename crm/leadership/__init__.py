"""Leadership: the ladder of stages, who leads whom, and who to sit down with next."""
