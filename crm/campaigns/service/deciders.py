"""Writing down who decides a campaign: officials with a vote, others with influence, and who of ours knows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from crm.audit import service as audit
from crm.campaigns.models import Acquaintance, Campaign, Closeness, DecisionMaker, StaffMember, Target
from crm.contacts.queries import get_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line, fold
from crm.places.queries import find_division

MOST_AT_ONCE = 500
_NUMBERED = re.compile(r"^(?:district|ward|distrito|barrio)\s+(\d+)$")


@dataclass(frozen=True, slots=True)
class NewDecisionMaker:
    """Who she is in public; `ocd_id` is the division that elects her, `has_vote` False for influence alone."""

    name: str
    office: str = ""
    seat: str = ""
    body: str = ""
    ocd_id: str = ""
    party: str = ""
    is_chair: bool = False
    has_vote: bool = True
    term_ends_on: date | None = None
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody who works for a decision maker: only what is public about her work."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Approach:
    """What moves a target and what comes next with her."""

    wants: str = ""
    heeds: str = ""
    next_step: str = ""
    next_step_on: date | None = None


def add_target(actor: Actor, now: datetime, campaign_id: int, new: NewDecisionMaker) -> Target:
    """Put a decision maker into a campaign; one of the same name and seat, known from another campaign, is the same.

    Refused without a name, Conflict when she is in this campaign already.
    """
    campaign = get_owned(Campaign, campaign_id)
    maker = _known(new, campaign) or _write_down(new, campaign)
    taken = select(Target.id).where(Target.campaign_id == campaign_id, Target.decision_maker_id == maker.id)
    if db.session.scalars(taken).first() is not None:
        raise Conflict(N_("%(name)s is on this page already."), name=maker.name)
    row = Target(campaign_id=campaign_id, decision_maker_id=maker.id, has_vote=new.has_vote)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "added_target", "campaign", campaign_id, now, target_id=row.id)
    return row


def add_seats(actor: Actor, now: datetime, campaign_id: int, text: str) -> list[Target]:
    """Put many seats into a campaign, a line each: "name; seat". Who is there already is passed over; Refused for none."""
    lines = [line for line in (clean_line(one, 300) for one in text.splitlines()) if line]
    if not lines:
        raise Refused(N_("Write one person a line: her name, a semicolon, her seat."))
    if len(lines) > MOST_AT_ONCE:
        raise Refused(N_("At most %(limit)s at once."), limit=MOST_AT_ONCE)
    made = []
    for line in lines:
        name, _semicolon, seat = (part.strip() for part in re.sub("\t", ";", line).partition(";"))
        try:
            made.append(add_target(actor, now, campaign_id, NewDecisionMaker(name, seat=seat)))
        except Conflict:
            continue
    return made


def _known(new: NewDecisionMaker, campaign: Campaign) -> DecisionMaker | None:
    """Somebody of that name, body and seat who is written down already."""
    body = clean_line(new.body, 120) or campaign.decision_body
    rows = db.session.scalars(select(DecisionMaker).where(DecisionMaker.name == clean_line(new.name, 120)))
    return next((row for row in rows if row.body == body and row.seat == clean_line(new.seat, 80)), None)


def _write_down(new: NewDecisionMaker, campaign: Campaign) -> DecisionMaker:
    name, seat = clean_line(new.name, 120), clean_line(new.seat, 80)
    if not name:
        raise Refused(N_("Write down the name."))
    row = DecisionMaker(
        name=name,
        office=clean_line(new.office, 120),
        body=clean_line(new.body, 120) or (campaign.decision_body if new.has_vote else ""),
        seat=seat,
        ocd_id=new.ocd_id or (_division_of(seat, campaign.ocd_id) if new.has_vote else ""),
        party=clean_line(new.party, 40),
        is_chair=new.is_chair,
        term_ends_on=new.term_ends_on,
        phone=clean_line(new.phone, 40),
        email=clean_line(new.email, 200),
    )
    db.session.add(row)
    db.session.flush()
    return row


def _division_of(seat: str, place: str) -> str:
    """The district that a seat is named for, where the place has one of that number; else the whole place."""
    numbered = _NUMBERED.match(fold(seat))
    if numbered:
        for kind in ("council_district", "ward", "sldu", "sldl"):
            ocd_id = f"{place}/{kind}:{int(numbered[1])}"
            if find_division(ocd_id) is not None:
                return ocd_id
        return ""
    return place


def describe_target(actor: Actor, now: datetime, target_id: int, new: NewDecisionMaker, approach: Approach) -> Target:
    """Change what is written about a target and her seat; Refused without a name."""
    target = get_owned(Target, target_id)
    maker = get_owned(DecisionMaker, target.decision_maker_id)
    if not clean_line(new.name, 120):
        raise Refused(N_("Write down the name."))
    lengths = {
        "name": 120,
        "office": 120,
        "body": 120,
        "seat": 80,
        "party": 40,
        "phone": 40,
        "email": 200,
    }
    for field, length in lengths.items():
        setattr(maker, field, clean_line(getattr(new, field), length))
    maker.ocd_id, maker.is_chair, maker.term_ends_on = new.ocd_id, new.is_chair, new.term_ends_on
    target.has_vote = new.has_vote
    target.wants, target.heeds = clean_line(approach.wants, 300), clean_line(approach.heeds, 300)
    target.next_step, target.next_step_on = clean_line(approach.next_step, 200), approach.next_step_on
    db.session.flush()
    audit.record(actor, "described_target", "campaign", target.campaign_id, now, target_id=target.id)
    return target


def remove_target(actor: Actor, now: datetime, target_id: int) -> None:
    """Take a target out of a campaign, with its moves and leans there; the decision maker herself stays."""
    target = get_owned(Target, target_id)
    audit.record(
        actor, "removed_target", "campaign", target.campaign_id, now, decision_maker_id=target.decision_maker_id
    )
    db.session.delete(target)
    db.session.flush()


def add_staff(actor: Actor, now: datetime, decision_maker_id: int, new: NewStaff) -> StaffMember:
    """Write down somebody who works for a decision maker; Refused without a name."""
    maker, name = get_owned(DecisionMaker, decision_maker_id), clean_line(new.name, 120)
    if not name:
        raise Refused(N_("Write down the name."))
    row = StaffMember(
        decision_maker_id=maker.id,
        name=name,
        role=clean_line(new.role, 120),
        phone=clean_line(new.phone, 40),
        email=clean_line(new.email, 200),
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "added_staff", "decision_maker", maker.id, now, staff_member_id=row.id)
    return row


def remove_staff(actor: Actor, now: datetime, staff_member_id: int) -> int:
    """Take out somebody who works there no more; who knew her still knows the staff. Returns the decision maker's id."""
    row = get_owned(StaffMember, staff_member_id)
    audit.record(actor, "removed_staff", "decision_maker", row.decision_maker_id, now, staff_member_id=row.id)
    db.session.delete(row)
    db.session.flush()
    return row.decision_maker_id


@dataclass(frozen=True, slots=True)
class HowKnown:
    """Whom of a decision maker's office somebody knows, and how well (1 met once, 2 would take the call, 3 close)."""

    closeness: Closeness
    strength: int = 2
    staff_member_id: int | None = None
    note: str = ""


def add_acquaintance(
    actor: Actor, now: datetime, decision_maker_id: int, contact_id: int, how: HowKnown | Closeness
) -> Acquaintance:
    """Note that one of our people knows a decision maker or her staff; known already, the newer word stands.

    Refused for staff of somebody else, or a strength that is none.
    """
    get_owned(DecisionMaker, decision_maker_id)
    contact = get_contact(contact_id)
    said = HowKnown(how) if isinstance(how, Closeness) else how
    staff = get_owned(StaffMember, said.staff_member_id) if said.staff_member_id is not None else None
    if (staff is not None and staff.decision_maker_id != decision_maker_id) or said.strength not in (1, 2, 3):
        raise Refused(N_("Choose one."))
    known = select(Acquaintance).where(
        Acquaintance.decision_maker_id == decision_maker_id, Acquaintance.contact_id == contact.id
    )
    row = db.session.scalars(known).one_or_none()
    if row is None:
        row = Acquaintance(decision_maker_id=decision_maker_id, contact_id=contact.id)
        db.session.add(row)
    row.closeness, row.strength, row.note = said.closeness, said.strength, clean_line(said.note, 200)
    row.staff_member_id = staff.id if staff else None
    db.session.flush()
    audit.record(actor, "noted_acquaintance", "contact", contact.id, now, decision_maker_id=decision_maker_id)
    return row
