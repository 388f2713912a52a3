"""The demo's saved questions and one list, as an organizer would keep them."""

from __future__ import annotations

from crm.contacts.segments.grammar import Op, Step
from crm.contacts.service.lists import add_to_list, create_list
from crm.contacts.service.segments import save_segment
from crm.demo.service.crew import Crew

DRIVERS = (2, 5, 9, 13, 17)
"""Who offered to drive, by their place in KNOWN."""
EVER = {"span": "ever", "days": 60, "from": "", "to": ""}
LAST_60_DAYS = EVER | {"span": "last"}


def make_circles(crew: Crew, ids: list[int], hearing_id: int) -> None:
    """Three segments and one list."""
    speaks_spanish = Step(Op.NARROW, "language", {"languages": ["es"]})
    may_text = Step(Op.NARROW, "may_text", {"how": "yes"})
    unmet = Step(Op.NARROW, "one_on_one", {"how": "no", "when": LAST_60_DAYS, "organizers": [], "campaigns": []})
    said_yes = Step(Op.NARROW, "answered", {"answer": "yes", "action": str(hearing_id)})
    driver_list = create_list(crew.actor("rosa"), crew.days_ago(6), "Drivers for the hearing")
    add_to_list(crew.actor("rosa"), crew.days_ago(6), driver_list.id, [ids[place] for place in DRIVERS])
    on_list = Step(Op.SUBTRACT, "list", {"how": "on", "lists": [str(driver_list.id)]})
    for name, steps in (
        ("Spanish speakers to sit down with", [speaks_spanish, unmet, may_text]),
        ("Coming to the hearing, not driving", [said_yes, on_list]),
        ("Ten to call tonight", [unmet, Step(Op.LIMIT, "at_most", {"count": 10, "order": "silent", "seed": 1})]),
    ):
        save_segment(crew.actor("rosa"), crew.now, name, steps)
