"""The languages of the program, for rooms that know no web."""

LANGUAGE_CODES = ("en", "es")
