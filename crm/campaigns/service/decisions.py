"""The vote itself: what carries it, and the roll call once it is held; and what officials promised before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select

from crm.audit import service as audit
from crm.campaigns.models import (
    Campaign,
    Decision,
    DecisionMaker,
    DecisionOutcome,
    Majority,
    OfficialPromise,
    PromiseOutcome,
    RollCallVote,
    Target,
    Vote,
)
from crm.campaigns.service.after_vote import settle_demands
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What is voted on and when; `seats` of the body, and for a majority by NUMBER how many votes carry it."""

    subject: str
    body: str
    held_on: date | None
    majority: Majority
    seats: int
    number: int | None = None


def votes_needed(majority: Majority, seats: int, number: int | None = None) -> int:
    """How many votes of all seats carry a decision; Refused for a number that the body does not have."""
    if seats < 1:
        raise Refused(N_("A body has at least one seat."))
    needed = {
        Majority.SIMPLE: seats // 2 + 1,
        Majority.THREE_FIFTHS: -(-3 * seats // 5),
        Majority.TWO_THIRDS: -(-2 * seats // 3),
        Majority.NUMBER: number or 0,
    }[majority]
    if not 1 <= needed <= seats:
        raise Refused(N_("With %(seats)s seats, between 1 and %(seats)s votes carry it."), seats=seats)
    return needed


def set_decision(
    actor: Actor, now: datetime, campaign_id: int, new: NewDecision, decision_id: int | None = None
) -> Decision:
    """Write down a vote to come, or change it; the campaign's day of the vote and votes needed follow the last one.

    Refused without a subject.
    """
    campaign = get_owned(Campaign, campaign_id)
    row = get_owned(Decision, decision_id) if decision_id is not None else Decision(campaign_id=campaign_id)
    subject = clean_line(new.subject, 200)
    if not subject or row.campaign_id != campaign_id:
        raise Refused(N_("Say what is voted on."))
    row.subject, row.body = subject, clean_line(new.body, 120) or campaign.decision_body
    row.held_on, row.majority, row.seats = new.held_on, new.majority, new.seats
    row.needed = votes_needed(new.majority, new.seats, new.number)
    db.session.add(row)
    db.session.flush()
    latest = select(func.max(Decision.held_on)).where(Decision.campaign_id == campaign_id)
    if row.held_on is not None and row.held_on == db.session.scalar(latest):
        campaign.decision_on, campaign.votes_needed = row.held_on, row.needed
    db.session.flush()
    audit.record(actor, "set_decision", "campaign", campaign_id, now, decision_id=row.id)
    return row


def record_roll_call(actor: Actor, now: datetime, decision_id: int, votes: Mapping[int, Vote]) -> Decision:
    """Write down who voted how (by target id), all at once; a second time replaces the first. Refused without a vote.

    Somebody left out has no vote in the record: an undecided seat is never guessed.
    """
    decision = get_owned(Decision, decision_id)
    seats = _makers_by_target(decision.campaign_id)
    if not votes or not set(votes) <= set(seats):
        raise Refused(N_("Mark at least one vote."))
    db.session.execute(delete(RollCallVote).where(RollCallVote.decision_id == decision.id))
    for target_id, vote in votes.items():
        db.session.add(RollCallVote(decision_id=decision.id, decision_maker_id=seats[target_id], vote=vote))
    yes = sum(vote is Vote.YES for vote in votes.values())
    is_open = len(votes) < len(seats)
    decision.recorded_at = now
    if yes >= decision.needed:
        decision.outcome = DecisionOutcome.CARRIED
    else:
        decision.outcome = (
            None if is_open and yes + len(seats) - len(votes) >= decision.needed else DecisionOutcome.LOST
        )
    db.session.flush()
    audit.record(actor, "recorded_roll_call", "campaign", decision.campaign_id, now, decision_id=decision.id, yes=yes)
    settle_demands(actor, now, decision, now.date())
    return decision


def _makers_by_target(campaign_id: int) -> dict[int, int]:
    voting = select(Target.id, Target.decision_maker_id).where(
        Target.campaign_id == campaign_id, Target.has_vote.is_(True)
    )
    return {row[0]: row[1] for row in db.session.execute(voting)}


def note_promise(
    actor: Actor, now: datetime, target_id: int, what: str, said_on: date, said_where: str, today: date
) -> OfficialPromise:
    """Write down what a target promised; Refused without words, or for a day to come."""
    target, said = get_owned(Target, target_id), clean_line(what, 300)
    if not said:
        raise Refused(N_("Write down what was promised."))
    if said_on > today:
        raise Refused(N_("That day is still to come."))
    row = OfficialPromise(
        decision_maker_id=get_owned(DecisionMaker, target.decision_maker_id).id,
        campaign_id=target.campaign_id,
        what=said,
        said_on=said_on,
        said_where=clean_line(said_where, 200),
        outcome=PromiseOutcome.OPEN,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "noted_promise", "campaign", target.campaign_id, now, promise_id=row.id)
    return row


def settle_promise(
    actor: Actor, now: datetime, promise_id: int, outcome: PromiseOutcome, today: date, evidence: str = ""
) -> OfficialPromise:
    """Say that a promise was kept or broken, or that it is open again."""
    row = get_owned(OfficialPromise, promise_id)
    row.outcome, row.outcome_evidence = outcome, clean_line(evidence, 300)
    row.outcome_on = None if outcome is PromiseOutcome.OPEN else today
    db.session.flush()
    audit.record(actor, "settled_promise", "campaign", row.campaign_id, now, promise_id=row.id, outcome=outcome.value)
    return row
