"""The base of all forms: translated messages, trimmed text."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm

from crm.core.text import clean_line


class Form(FlaskForm):
    """A form with CSRF; its own labels and messages are lazy texts."""

    @property
    def first_error(self) -> str:
        """The first thing to mend, in words; empty when there is none."""
        return next((str(message) for messages in self.errors.values() for message in messages), "")


def one_line(value: Any) -> Any:
    """A filter for text fields: one clean line."""
    return clean_line(value) if isinstance(value, str) else value
