"""What an organization of the walk has at its doors: a link, a sheet with a row, and a slip that nobody has settled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from crm.core.actor import Actor
from crm.core.database import db
from crm.signins.models import DoorKind, DoorLink, PaperSheet, Slip, SlipState
from crm.signins.service.doors import open_door
from crm.signins.service.paper import PaperRow, begin_sheet, save_row


def busy_door(actor: Actor, now: datetime, action_id: int) -> None:
    """A link for a host, and a sheet on which one number cannot be read."""
    open_door(actor, now, action_id, DoorKind.HOST, "Keisha")
    sheet = begin_sheet(actor, now, action_id, has_consent=True)
    save_row(actor, now, sheet.id, 1, PaperRow("Nadie Clara", "12"))


def ids_of_doors() -> dict[str, list[Any]]:
    """Their ids, as addresses name them; the tokens of doors are nobody's."""
    return {
        "link_id": list(db.session.scalars(select(DoorLink.id))),
        "sheet_id": list(db.session.scalars(select(PaperSheet.id))),
        "slip_id": list(db.session.scalars(select(Slip.id).where(Slip.state == SlipState.REVIEW))),
        "row_number": [1],
        "door_token": ["nobodys"],
        "door_code": ["nobodys"],
    }
