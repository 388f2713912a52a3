"""Several organizations' counts of the same decision makers: where they agree and where not, in numbers.

Who decides holds a public office; how somebody leans is each organization's own finding. Two officials are the same when
their names are the same in the same place; what an organization wrote beside a name stays with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm.campaigns.models import Lean
from crm.campaigns.queries import Seat
from crm.core.text import words

SCALE = (Lean.NO, Lean.LEAN_NO, Lean.UNDECIDED, Lean.LEAN_YES, Lean.YES)
"""From no to yes; somebody absent stands on it nowhere and differs from everybody else."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Seats by how the organizations that count them see them.

    `seats` are different officials, `compared` those that two or more have said something of; `near` differ by one step
    and `apart` by more. `sure` are a yes for everybody who counts them, `doubted` only for some.
    """

    seats: int
    compared: int
    agreed: int
    near: int
    apart: int
    sure: int
    doubted: int


def agreement(seats: Mapping[int, Sequence[tuple[str, Seat]]]) -> Agreement:
    """Compare the seats of several organizations, each beside the place of its body; unheard ones have no opinion."""
    heard: dict[tuple[object, ...], list[Lean]] = defaultdict(list)
    for own in seats.values():
        for place, seat in own:
            heard[(place, *sorted(words(seat.maker.name)))] += [seat.report.lean] if seat.report else []
    compared = [leans for leans in heard.values() if len(leans) > 1]
    apart_by = [_distance(leans) for leans in compared]
    return Agreement(
        seats=len(heard),
        compared=len(compared),
        agreed=sum(steps == 0 for steps in apart_by),
        near=sum(steps == 1 for steps in apart_by),
        apart=sum(steps > 1 for steps in apart_by),
        sure=sum(bool(leans) and set(leans) == {Lean.YES} for leans in heard.values()),
        doubted=sum(Lean.YES in leans and set(leans) != {Lean.YES} for leans in heard.values()),
    )


def _distance(leans: Sequence[Lean]) -> int:
    """How many steps lie between the two that differ most."""
    if len(set(leans)) == 1:
        return 0
    if Lean.ABSENT in leans:
        return len(SCALE)
    steps = [SCALE.index(lean) for lean in leans]
    return max(steps) - min(steps)
