"""A plain list of people: any table whose header says, in English or Spanish, what its columns hold."""
