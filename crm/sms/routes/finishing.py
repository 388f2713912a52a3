"""When a text would be through, said before anybody presses send: for one text to many, or for the tracks of a follow-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from crm.core.access import now
from crm.sms.models import BlastMode
from crm.sms.plan_words import plan_sentence, texters_sentence
from crm.sms.queries.judging import Place
from crm.sms.queries.pacing import plan
from crm.sms.queries.reach import Reach
from crm.sms.queries.senders import find_account_in_use


def finishes(reaches: Iterable[Reach], start: datetime, mode: BlastMode = BlastMode.BROADCAST) -> str:
    """When the last text of these leaves, in a sentence; "" while nobody gets one."""
    places, segments = Counter[Place](), 0
    for reach in reaches:
        places.update(reach.who.places)
        segments += reach.segments
    if not places:
        return ""
    if mode is BlastMode.P2P:
        return texters_sentence(places.total())
    return plan_sentence(plan(find_account_in_use(), places, segments, start, now()))
