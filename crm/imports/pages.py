"""What the pages of an import are made of: kept sentences in two languages, the figures, the row to decide next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import gettext as _

from crm.audit.service import UNDO_DAYS
from crm.contacts.queries import cards_of, people_sharing, reasons_alike
from crm.contacts.words import say_reason
from crm.core.errors import N_
from crm.imports.models import ImportRow, ImportRun, RowOutcome
from crm.imports.queries import list_doubtful
from crm.imports.reading import CHOICES, KIND_FIELDS, KIND_NAMES, Kind, Phrase

MOST_WAITING = 200


def said(message: str, params: Mapping[str, object] | None = None) -> str:
    """A kept sentence in the language of the request, its values filled in (values that are English phrases too)."""
    text: str = gettext(message)
    values = {name: gettext(value) if isinstance(value, Phrase) else value for name, value in (params or {}).items()}
    return text % values if values else text


def kind_words(run: ImportRun) -> str:
    """What kind of file an import is, in words."""
    words: str = gettext(KIND_NAMES[Kind(run.kind)])
    return words


def outcome_words(outcome: RowOutcome) -> str:
    """One of the five counts in words."""
    words: dict[RowOutcome, str] = {
        RowOutcome.NEW: _("New people"),
        RowOutcome.KNOWN: _("Already known"),
        RowOutcome.UPDATED: _("Known, something added"),
        RowOutcome.REVIEW: _("For you to decide"),
        RowOutcome.LEFT_OUT: _("Left out"),
    }
    return words[outcome]


def field_words(field: str) -> str:
    """Where a column of a list goes, in words."""
    words: str = gettext({**CHOICES, **KIND_FIELDS}.get(field, N_("Kept as it is")))
    return words


def error_words(run: ImportRun) -> str:
    """Why an import could not go on, in words; "" when it could."""
    if not run.error:
        return ""
    text, line = said(run.error["message"], run.error["params"]), run.error["line"]
    return text if line is None else _("Line %(line)s: %(text)s", line=line, text=text)


def undo_until(run: ImportRun) -> datetime:
    """Until when an import that was applied, or broke off, can be taken back."""
    begun = run.applied_at or run.updated_at
    return begun + timedelta(days=UNDO_DAYS)


def undone_words(counts: Mapping[str, int]) -> str:
    """What an undo removed and what it kept and why, in sentences."""
    parts = [ngettext("%(num)s person was removed.", "%(num)s people were removed.", counts["people_removed"])]
    if counts["people_kept"]:
        parts.append(
            ngettext(
                "%(num)s person was kept, because somebody worked with her since.",
                "%(num)s people were kept, because somebody worked with them since.",
                counts["people_kept"],
            )
        )
    if counts["fields_kept"]:
        parts.append(
            ngettext(
                "%(num)s entry was kept, because it was changed since.",
                "%(num)s entries were kept, because they were changed since.",
                counts["fields_kept"],
            )
        )
    if counts["stops_kept"]:
        parts.append(
            ngettext(
                "%(num)s number stays closed to texts: an undo never lifts a stop.",
                "%(num)s numbers stay closed to texts: an undo never lifts a stop.",
                counts["stops_kept"],
            )
        )
    return " ".join(parts)


def preview_context(run: ImportRun, now: datetime) -> dict[str, Any]:
    """What the check before an import shows beside the figures: the rows to decide, and the first of them beside whom we know."""
    waiting = list_doubtful(run.id)
    undecided = [row for row in waiting if not row.decision]
    first = undecided[0] if undecided else None
    cards = cards_of([row.candidate_id for row in waiting if row.candidate_id])
    return {
        "undecided": undecided[:MOST_WAITING],
        "decided": [row for row in waiting if row.decision][:MOST_WAITING],
        "first": first,
        "known": cards.get(first.candidate_id or 0) if first else None,
        "cards": cards,
        "why": _why(first) if first else [],
        "shared_by": _sharing(first.details["phones"]) if first else 0,
        "undo_until": now + timedelta(days=UNDO_DAYS),
    }


def _why(row: ImportRow) -> list[str]:
    """What a row has in common with the person it may be, and what not, in words."""
    details = row.details
    found = reasons_alike(row.shown_name, details["emails"], details["phones"], row.candidate_id or 0)
    return [say_reason(reason) for reason in found]


def _sharing(phones: list[str]) -> int:
    return len({contact_id for phone in phones[:1] for contact_id in people_sharing(phone)})
