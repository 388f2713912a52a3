"""Invest/divest campaigns: demands and their money, the stages to the vote, goals, and facts with their sources."""
