"""Naming the stages of the ladder, what is asked next on each, and what suggests them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, NotAllowed, Refused
from crm.core.text import clean_line
from crm.leadership.ladder import RULES, Stage, key_of, reference
from crm.leadership.models import Behaviour, StageRule, StageWording
from crm.leadership.queries import get_stage

MOST_TIMES = 99
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class StageWords:
    """How a stage is to be called and what is asked next, in both languages, and its idle months (0 for never)."""

    name: str
    name_es: str
    next_ask: str
    next_ask_es: str
    idle_months: int


def word_stage(
    actor: Actor, now: datetime, number: int, words: StageWords, least: Mapping[Behaviour, int] | None = None
) -> Stage:
    """Call a stage so, and suggest it after so many of each behaviour (0 for never); an empty name or ask is the usual
    one. NotAllowed for others than leads; Refused for numbers out of bounds.
    """
    if not actor.is_lead:
        raise NotAllowed(N_("Only leads change the ladder."))
    usual = reference()[get_stage(number).number]
    if not 0 <= words.idle_months <= MOST_MONTHS:
        raise Refused(N_("Idle months are a number from 0 to %(most)s; 0 means never."), most=MOST_MONTHS)
    db.session.execute(delete(StageWording).where(StageWording.stage == number))
    db.session.add(
        StageWording(
            stage=number,
            name=clean_line(words.name, 60) or usual.name,
            name_es=clean_line(words.name_es, 60) or usual.name_es,
            next_ask=clean_line(words.next_ask, 200) or usual.next_ask,
            next_ask_es=clean_line(words.next_ask_es, 200) or usual.next_ask_es,
            idle_months=words.idle_months,
            created_by_id=actor.user_id,
        )
    )
    _set_rules(actor, number, least or {})
    record(actor, "worded_stage", "organization", actor.organization_id, now, stage=key_of(number))
    db.session.flush()
    return get_stage(number)


def _set_rules(actor: Actor, number: int, least: Mapping[Behaviour, int]) -> None:
    if any(not 0 <= times <= MOST_TIMES for times in least.values()):
        raise Refused(
            N_("How often is a number from 0 to %(most)s; 0 means that it suggests nothing."), most=MOST_TIMES
        )
    known = {behaviour for stage, behaviour in RULES if stage == number}
    for behaviour, times in least.items():
        if behaviour not in known:
            continue
        db.session.execute(delete(StageRule).where(StageRule.stage == number, StageRule.behaviour == behaviour))
        db.session.add(StageRule(stage=number, behaviour=behaviour, least=times, created_by_id=actor.user_id))
