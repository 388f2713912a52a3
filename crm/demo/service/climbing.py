"""The demo's ladder: who climbed it over fourteen weeks and why, who leads whom, and the steps that are suggested today."""

from __future__ import annotations

from datetime import timedelta

from crm.demo.service.crew import Crew
from crm.leadership.service import decline, move, put_under, refresh_suggestions

CLIMBED: dict[int, tuple[tuple[int, int, str], ...]] = {
    0: ((2, 88, ""), (4, 52, "Brought three parents to the house meeting"), (5, 16, "Runs the Westwood team")),
    4: ((2, 80, ""), (3, 47, "Joined at the spring assembly"), (5, 12, "Hosts in her own living room")),
    14: ((3, 60, "Came to every meeting this fall"), (4, 19, "Took over the phone list")),
    8: ((2, 74, ""), (4, 23, "Brought two neighbors to the webinar")),
    6: ((2, 41, ""), (3, 10, "Signed the card after the house meeting")),
    9: ((3, 66, "Came to three actions"), (2, 6, "Moved away for work and asked to do less")),
    12: ((1, 58, ""), (2, 24, "")),
    16: ((2, 24, ""),),
    1: ((1, 24, ""),),
    2: ((2, 24, ""),),
    10: ((2, 10, ""),),
}
"""By place among the known people: the stage, how many days ago, and what was said of it."""
LEADS = {0: (1, 6, 8, 12, 16), 4: (2, 10, 14, 18)}
"""Who leads whom, by place."""
NOT_YET, WHY_NOT = 18, "Her mother is ill. Ask again after the hearing."


def make_ladder(crew: Crew, ids: list[int]) -> None:
    """Stages with their history, teams, and suggestions that wait; one was declined with a reason."""
    rosa = crew.actor("rosa")
    steps = [(days, place, stage, why) for place, path in CLIMBED.items() for stage, days, why in path]
    for days, place, stage, why in sorted(steps, reverse=True):
        move(rosa, crew.days_ago(days), ids[place], stage, why)
    for leader, members in LEADS.items():
        for place in members:
            put_under(rosa, crew.days_ago(11), ids[place], ids[leader])
    refresh_suggestions(crew.now - timedelta(days=2))
    decline(rosa, crew.days_ago(2), ids[NOT_YET], WHY_NOT)
    refresh_suggestions(crew.now)
