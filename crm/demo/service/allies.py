"""A second practice organization that runs the school campaign together with the demo's: its own people, its own count."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from crm.accounts.models import Organization
from crm.accounts.service import create_organization, create_user
from crm.actions.models import Action
from crm.actions.service import join_joint, offer_joint
from crm.campaigns.models import Campaign, Confidence, Lean
from crm.campaigns.service import deciders, standing
from crm.coalitions.queries import list_offers
from crm.coalitions.service import accept, begin_coalition, invite_by_slug, set_goal
from crm.commitments.service import (
    Answer,
    AnswerRow,
    CommitmentKind,
    Outcome,
    close_commitment,
    record_answer,
    record_answers,
)
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.demo.service.crew import PASSWORD, Crew
from crm.one_on_ones.models import Channel, OneOnOne, OneOnOneKind

SLUG, NAME = "vecinas-unidas", "Vecinas Unidas"
LEAD = ("vecinas@demo.example.org", "Marta Elizondo")
PEOPLE = (
    ("Amparo", "Ledesma", "es"),
    ("Bernard", "Coley", "en"),
    ("Citlali", "Robledo", "es"),
    ("Delia", "Arriaga", "es"),
    ("Eugene", "Whitlow", "en"),
    ("Felicitas", "Nava", "es"),
    ("Gwen", "Tolliver", "en"),
    ("Hilario", "Pacheco", "es"),
    ("Ivonne", "Saucedo", "es"),
)
"""Invented, as all in the demo; their numbers are 555-01xx."""
LEANS = (
    ("Teresa Almeida", "District 1", Lean.YES),
    ("Calvin Broussard", "District 2", Lean.LEAN_YES),
    ("June Okafor", "District 3", Lean.YES),
    ("Patricia Lindqvist", "District 4", Lean.LEAN_YES),
    ("Howard Stanek", "District 5", Lean.NO),
    ("Renée Fontaine", "At large", Lean.YES),
)
"""How the second organization sees the board: mostly as the first does, one step off on one seat, far off on another."""
SINCE_DAYS = 60


def make_allies(crew: Crew, school: Campaign, hearing: Action) -> None:
    """Begin the coalition, and let the second organization come in with people, one-on-ones, a count and yeses."""
    actor = crew.actor("denise")
    start = crew.today - timedelta(days=SINCE_DAYS)
    group = begin_coalition(actor, crew.days_ago(SINCE_DAYS), "Counselors for Every School", school.id, start)
    set_goal(actor, crew.now, group.id, "one_on_ones", 80)
    set_goal(actor, crew.now, group.id, "attended", 60)
    partner = create_organization(SLUG, NAME, is_practice=True, time_zone="America/Denver", short_name="Vecinas")
    invite_by_slug(actor, crew.days_ago(SINCE_DAYS), group.id, SLUG)
    code = offer_joint(actor, crew.now, hearing.id)
    with in_organization(partner.id):
        lead = _lead(partner)
        (offer,) = list_offers(crew.days_ago(SINCE_DAYS - 1))
        campaign_id = accept(lead, crew.days_ago(SINCE_DAYS - 1), offer, None).campaign_id
        ids = create_contacts(lead, crew.days_ago(50), [_new(*one, n) for n, one in enumerate(PEOPLE)])
        _meet(crew, lead, campaign_id, ids)
        _promise(crew, lead, campaign_id, ids)
        _count_votes(crew, lead, campaign_id)
        joint = join_joint(lead, crew.now, code)
        joint.campaign_id = campaign_id
        record_answers(lead, crew.now, [AnswerRow(one, joint.id, Answer.YES) for one in ids[:7]])


def _lead(partner: Organization) -> Actor:
    user = create_user(partner, LEAD[0], Role.LEAD, LEAD[1], PASSWORD)
    return Actor(partner.id, user.id, user.name, user.role)


def _new(first: str, last: str, language: str, number: int) -> NewContact:
    phone = f"+1719555013{number}"
    return NewContact(first_name=first, last_name=last, preferred_language=language, phones=(phone,), source=NAME)


def _meet(crew: Crew, lead: Actor, campaign_id: int, ids: list[int]) -> None:
    """Eleven one-on-ones over six weeks."""
    rows = [
        {
            "organization_id": lead.organization_id,
            "contact_id": ids[number % len(ids)],
            "organizer_user_id": lead.user_id,
            "campaign_id": campaign_id,
            "kind": OneOnOneKind.RECRUITMENT,
            "channel": Channel.IN_PERSON,
            "met_at": crew.days_ago(45 - 4 * number),
            "minutes": 40,
            "issues": ["school_police"],
            "logged_at": crew.days_ago(45 - 4 * number),
        }
        for number in range(11)
    ]
    db.session.execute(insert(OneOnOne), rows)


def _promise(crew: Crew, lead: Actor, campaign_id: int, ids: list[int]) -> None:
    """Two kept promises to testify: too few to be shown to the other organization."""
    for contact_id in ids[:2]:
        at = crew.days_ago(30)
        kind = CommitmentKind.TESTIFY
        row = record_answer(lead, at, contact_id, Answer.YES, source="one_on_one", kind=kind, campaign_id=campaign_id)
        close_commitment(lead, crew.days_ago(8), row.id, Outcome.KEPT)


def _count_votes(crew: Crew, lead: Actor, campaign_id: int) -> None:
    for name, seat, lean in LEANS:
        target = deciders.add_target(lead, crew.now, campaign_id, deciders.NewDecisionMaker(name, seat=seat))
        said = standing.Evidence("Told us after the meeting", crew.today - timedelta(days=7), Confidence.DIRECT)
        standing.report_lean(lead, crew.now, target.id, lean, said, crew.today)
