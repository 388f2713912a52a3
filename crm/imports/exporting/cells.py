"""Cells of files that people open in a spreadsheet: nothing in them runs, and our own reader gets the same text back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from crm.imports.reading.cells import TEXT_MARK

_RUNS = re.compile("^\\s*[=+\\-@＝＋－＠﹢﹣﹦﹫−]|^[\\t\\r\\n]")
"""What a spreadsheet takes for a formula: also after blanks, and in the full-width and small forms it folds (OWASP)."""


def runs_in_a_spreadsheet(text: str) -> bool:
    """Whether a spreadsheet would run a text as a formula."""
    return _RUNS.match(text) is not None


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet shows and does not run: an apostrophe stands before what would be a formula.

    A text whose own apostrophe our reader would take for that mark gets one too, so that reading gives the text back.
    """
    return f"'{text}" if _RUNS.match(text) or TEXT_MARK.match(text) else text


def flat(value: object) -> object:
    """A value as one cell holds it: lists joined with semicolons, numbers of phones alone, mappings as JSON."""
    if isinstance(value, list):
        return "; ".join(_member(member) for member in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return value


def _member(member: object) -> str:
    if isinstance(member, Mapping):
        return str(member["number"]) if "number" in member else json.dumps(member, ensure_ascii=False)
    return str(member)


def written(value: object) -> str:
    """A flat value that is no text as a CSV cell says it: yes and no, moments in UTC, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
