"""The rules of the house, held by tests: imports, sizes, types, lint."""
