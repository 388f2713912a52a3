"""Reading facts: all of them, those that hold some words, and those to say in a campaign or a place."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crm.campaigns.models import Fact
from crm.campaigns.queries.campaigns import find_campaign
from crm.core.database import db
from crm.core.scope import get_owned
from crm.core.text import fold
from crm.places.queries import find_division

AT_HAND = 12
NATIONAL = ("united states", "states", "cities", "jurisdictions")
"""What a geography holds that speaks of the whole country or of many places."""


@dataclass(frozen=True, slots=True)
class FactAtHand:
    """A fact as it is said: in the language asked for, with its figure, source, and how sure it is (high, medium, low).

    `text_other` is the same in the other language, "" where the fact has only one.
    """

    text: str
    text_other: str
    other_language: str
    figure: str
    unit: str
    period: str
    geography: str
    source: str
    source_url: str
    confidence: str
    use_note: str


def list_facts(*, with_ignored: bool = False) -> list[Fact]:
    """The sourced facts of this organization, by topic; those left aside only when asked for."""
    query = select(Fact).order_by(Fact.topic, Fact.key)
    return list(db.session.scalars(query if with_ignored else query.where(Fact.is_ignored.is_(False))))


def get_fact(fact_id: int) -> Fact:
    """The fact with that id; NotFound when this organization has none."""
    return get_owned(Fact, fact_id)


def find_facts(topic: str, wanted: str) -> list[Fact]:
    """The facts of a topic ("" for all) that hold every word that was typed, in either language, accents or not."""
    words = fold(wanted).split()
    rows = [fact for fact in list_facts(with_ignored=True) if not topic or fact.topic == topic]
    found = [
        fact for fact in rows if all(word in fold(f"{fact.body} {fact.body_es} {fact.source_name}") for word in words)
    ]
    return sorted(found, key=lambda fact: fact.is_ignored)


def fact_topics() -> list[str]:
    """The topics there are facts of."""
    return list(db.session.scalars(select(Fact.topic).distinct().order_by(Fact.topic)))


def facts_at_hand(where: int | str | None, language: str, limit: int = AT_HAND) -> list[FactAtHand]:
    """The facts to say in a campaign (its id) or a place (its Open Civic Data id), the nearest first.

    First the campaign's own, then those of its place, of its state, of the country, and of other places.
    """
    campaign = find_campaign(where) if isinstance(where, int) else None
    ocd_id = campaign.ocd_id if campaign else where if isinstance(where, str) else ""
    place, state = _names(ocd_id)
    campaign_id = campaign.id if campaign else None

    def nearness(fact: Fact) -> tuple[int, bool]:
        if fact.campaign_id is not None and fact.campaign_id == campaign_id:
            return 0, False
        return _nearness(fold(fact.geography), place, state), fact.confidence != "high"

    rows = [fact for fact in list_facts() if fact.campaign_id in (None, campaign_id)]
    return [_said(fact, language) for fact in sorted(rows, key=nearness)[:limit]]


def _names(ocd_id: str) -> tuple[str, str]:
    """The folded names of a place and of its state, as geographies write them; "" for none."""
    parts = dict(part.split(":", 1) for part in ocd_id.split("/") if ":" in part)
    state = parts.get("state", parts.get("district", ""))
    found = find_division(f"ocd-division/country:us/state:{state}") if state else None
    place = parts.get("place") or parts.get("county") or ""
    return place.replace("_", " "), fold(found.name) if found else ""


def _nearness(geography: str, place: str, state: str) -> int:
    if place and geography.startswith(place):
        return 1
    if state and geography.startswith(state):
        return 2
    return 3 if not geography or any(word in geography for word in NATIONAL) else 4


def _said(fact: Fact, language: str) -> FactAtHand:
    first, second = (fact.body_es, fact.body) if language == "es" else (fact.body, fact.body_es)
    return FactAtHand(
        text=first or second,
        text_other=second if first else "",
        other_language="en" if language == "es" else "es",
        figure=fact.figure,
        unit=fact.unit,
        period=fact.period,
        geography=fact.geography,
        source=fact.source_name,
        source_url=fact.source_url,
        confidence=fact.confidence,
        use_note=fact.use_note,
    )
