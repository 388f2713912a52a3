"""What the tests of imports share: the example files, small reports made on the spot, and the act of importing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from crm.core.database import db
from crm.imports.models import ImportRun
from crm.imports.service import Agreement, apply, preview

DATA = Path(__file__).parent / "data"
QUESTION = "May we text you?"


def registration(*rows: str, questions: tuple[str, ...] = (QUESTION,)) -> bytes:
    """A registration report of a webinar on December 17, 2026: rows of first, last, e-mail, phone, answers, status."""
    asked = "".join(f",{question}" for question in questions)
    lines = [
        "Registration Report,",
        'Report Generated:,"Nov 20, 2026 10:02 AM"',
        "Topic,Webinar ID,Scheduled Time,Duration (minutes),# Registered,# Cancelled,# Approved,# Denied",
        f'Budget school,812 7777 7890,"Dec 17, 2026 7:00 PM",90,{len(rows)},0,{len(rows)},0',
        "Attendee Details,",
        f"First Name,Last Name,Email,Phone{asked},Approval Status,Registration Time",
        *(f'{row},"Nov 08, 2026 04:52:12"' for row in rows),
    ]
    return "\n".join(lines).encode() + b"\n"


def bring(
    actor: Any,
    now: datetime,
    data: bytes | str,
    name: str = "report.csv",
    agreement: Agreement | None = None,
    **values: Any,
) -> ImportRun:
    """Preview and apply a file: its bytes, or the name of an example."""
    if isinstance(data, str):
        name, data = data, (DATA / data).read_bytes()
    run = preview(actor, now, data, name, **values)
    return apply(actor, now, run.id, agreement or Agreement())


def count(model: Any) -> int:
    """How many rows of a table this organization has."""
    return db.session.scalars(select(func.count(model.id))).one()
