"""A plan becomes a blast, once: checked, kept under its submit key, and queued, or left waiting for a second person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from crm.accounts.queries import get_organization, list_users
from crm.actions.queries import find_action
from crm.audit.service import record
from crm.core.actor import TEXTING, Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.sms.merge_fields import composed, used_fields
from crm.sms.models import Blast, BlastStatus
from crm.sms.queries.plans import BlastPlan
from crm.sms.queries.values import Values
from crm.sms.service.consent import default_program


def write_blast(actor: Actor, now: datetime, plan: BlastPlan, values: Values, submit_key: str, size: int = 0) -> Blast:
    """Keep a plan that was checked as a draft, with what fills its fields; the same submit key again is the same blast.

    `size` is how many would get it as it was shown. Refused when its time has passed.
    """
    known = _find(submit_key)
    if known is not None:
        return known
    if plan.send_at is not None and plan.send_at < now:
        raise Refused(N_("That time has passed. Choose a later one, or send now."))
    try:
        with db.session.begin_nested():
            blast = Blast(**_columns(actor, now, plan, values, submit_key), audience_size=size)
            db.session.add(blast)
            db.session.flush()
            return blast
    except IntegrityError:
        # The other half of a double click was quicker and wrote the same blast.
        known = _find(submit_key)
        if known is None:
            raise
        return known


def queue_blast(actor: Actor, now: datetime, blast_id: int, together: int = 0) -> Blast:
    """Let a draft be written down for its people, or wait for a second person where it is for many.

    `together` is how many get this one and those that are sent with it: parts of many are not sent one by one instead.
    What was queued already stays as it is. A touch of an action waits for its moment and is written down then.
    """
    blast = get_owned(Blast, blast_id)
    if blast.status is not BlastStatus.DRAFT:
        return blast
    if needs_approval(actor, max(together, blast.audience_size)) and can_be_approved(actor):
        blast.status = BlastStatus.NEEDS_REVIEW
        record(actor, "asked_to_send", "blast", blast.id, now, people=blast.audience_size)
    else:
        let_go(blast)
    db.session.flush()
    return blast


def let_go(blast: Blast) -> None:
    """From here on the worker has it: it is written down now, or when the moment of its touch has come."""
    blast.status = BlastStatus.PREPARING if blast.touch is None else BlastStatus.SCHEDULED


def needs_approval(actor: Actor, people: int) -> bool:
    """Whether a text to so many is above the size the organization set; the program itself (a command) needs nobody."""
    limit = get_organization(actor.organization_id).blast_approval_size
    return actor.user_id is not None and limit is not None and people > limit


def can_be_approved(actor: Actor) -> bool:
    """Whether there is anybody but the actor who may approve; alone, one decides for oneself."""
    return any(user.id != actor.user_id for user in list_users(*TEXTING))


def _find(submit_key: str) -> Blast | None:
    return db.session.scalars(select(Blast).where(Blast.submit_key == submit_key)).one_or_none()


def _columns(actor: Actor, now: datetime, plan: BlastPlan, values: Values, submit_key: str) -> dict[str, Any]:
    action = find_action(plan.action_id)
    name = plan.name or (action.short_title or action.title if action else "") or composed(plan.bodies["en"])
    bodies = {language: composed(body) for language, body in plan.bodies.items()}
    return {
        "name": name[:200],
        "action_id": plan.action_id,
        "ask_action_id": plan.ask_action_id,
        "campaign_id": action.campaign_id if action else None,
        "program_id": default_program().id,
        "template_id": plan.template_id,
        "picture_id": plan.picture_id,
        "audience": plan.audience.document(),
        "bodies": bodies,
        "fields": {language: _used(body, values[language]) for language, body in bodies.items()},
        "send_at": plan.send_at,
        "touch": dict(plan.touch) if plan.touch else None,
        "keeps_caps": plan.keeps_caps,
        "mode": plan.mode,
        "submit_key": submit_key,
        "sent_by_user_id": actor.user_id,
        "created_by_id": actor.user_id,
        "created_at": now,
        "updated_at": now,
    }


def _used(body: str, values: dict[str, str]) -> dict[str, str]:
    """What the text of one language was filled with, so that everybody reads the same whenever it is written down."""
    return {name: values[name] for name in used_fields(body) if values.get(name)}
