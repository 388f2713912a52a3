"""Working presence out of slips: whoever has a slip that was not taken back is here, since the earliest of them.

Nothing depends on the order in which slips came in: it is worked out anew from all slips of a person at an action.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.commitments.service import keep_promises, reopen_promises
from crm.contacts.service import note_attended
from crm.core.actor import Actor
from crm.core.database import db
from crm.signins.models import SignIn, SignInOutcome, Slip
from crm.signins.signals import presence_changed

AS_STORED = {"populate_existing": True}
"""For reading slips, which devices write past the session."""


@dataclass(slots=True)
class _Changed:
    came: dict[int, datetime]
    gone: list[int]


def work_out(actor: Actor, now: datetime, action_id: int, contact_ids: Iterable[int]) -> None:
    """Let the presence of these people at an action be what their slips say; presences of other sources stay."""
    ids = sorted(set(contact_ids))
    if not ids:
        return
    slips: dict[int, list[Slip]] = {contact_id: [] for contact_id in ids}
    of_them = select(Slip).where(Slip.action_id == action_id, Slip.contact_id.in_(ids))
    for slip in db.session.scalars(of_them.order_by(Slip.arrived_at, Slip.client_ref), execution_options=AS_STORED):
        slips[slip.contact_id or 0].append(slip)
    known = {
        row.contact_id: row
        for row in db.session.scalars(select(SignIn).where(SignIn.action_id == action_id, SignIn.contact_id.in_(ids)))
    }
    changed = _Changed({}, [])
    for contact_id in ids:
        _settle_one(actor, now, contact_id, slips[contact_id], known.get(contact_id), changed)
    db.session.flush()
    keep_promises(action_id, changed.came)
    reopen_promises(action_id, changed.gone)
    if changed.came:
        note_attended(list(changed.came), max(changed.came.values()))
    if changed.came or changed.gone:
        presence_changed.send(action_id, now=now)


def _settle_one(
    actor: Actor, now: datetime, contact_id: int, slips: Sequence[Slip], known: SignIn | None, changed: _Changed
) -> None:
    standing = [slip for slip in slips if slip.withdrawn_at is None]
    is_by_slip = known is not None and known.client_ref in {slip.client_ref for slip in slips}
    if not standing:
        if known is not None and is_by_slip:
            db.session.delete(known)
            changed.gone.append(contact_id)
        return
    if known is None:
        known = SignIn(
            contact_id=contact_id,
            action_id=standing[0].action_id,
            outcome=SignInOutcome.PRESENT,
            created_at=now,
            created_by_id=actor.user_id,
        )
        db.session.add(known)
        is_by_slip = True
    if is_by_slip:
        first = standing[0]
        known.method, known.arrived_at, known.client_ref = first.method, first.arrived_at, first.client_ref
        changed.came[contact_id] = first.arrived_at
