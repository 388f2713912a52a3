"""Where people live, in the words of public budgets: states, counties, cities and wards by their Open Civic Data ids."""
