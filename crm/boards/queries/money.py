"""What several ledgers won together, each dollar counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from crm.campaigns.models import FigureStage, LedgerSide
from crm.campaigns.queries import Ledger, Line
from crm.core.text import fold


@dataclass(frozen=True, slots=True)
class Taken:
    """Cents on both sides, verified (a second person found them in the document) and claimed; None: not known.

    `told_apart` counts lines of several organizations that are the same money and whose verified figures differ: of
    those the smaller counts.
    """

    divest: int | None
    invest: int | None
    claimed_divest: int | None
    claimed_invest: int | None
    told_apart: int = 0

    @property
    def unplaced(self) -> int:
        """What is taken and has no place yet, in cents; 0 while a side is not known."""
        return max((self.divest or 0) - self.invest, 0) if self.invest is not None else 0


def taken_together(ledgers: Iterable[tuple[str, Ledger]]) -> Taken:
    """The won dollars of several ledgers, each beside the place (Open Civic Data id) whose budget it is about.

    Lines of two ledgers about one place are the same money when side and title are the same, or side, document, page and
    amount; lines of one ledger never are.
    """
    groups = _same_money(ledgers)

    def total(side: LedgerSide, cents: Callable[[Line], int | None]) -> int | None:
        known = [_smallest(group, cents) for group in groups if group[0].side is side]
        amounts = [amount for amount in known if amount is not None]
        return sum(amounts) if amounts else None

    return Taken(
        total(LedgerSide.DIVEST, _verified),
        total(LedgerSide.INVEST, _verified),
        total(LedgerSide.DIVEST, _claimed),
        total(LedgerSide.INVEST, _claimed),
        sum(len({line.verified for line in group if line.verified is not None}) > 1 for group in groups),
    )


def _verified(line: Line) -> int | None:
    return line.verified


def _claimed(line: Line) -> int | None:
    return line.claimed


def _smallest(group: list[Line], cents: Callable[[Line], int | None]) -> int | None:
    """Of several figures for the same money the one that all of them hold up."""
    return min((amount for line in group if (amount := cents(line)) is not None), default=None)


def _same_money(ledgers: Iterable[tuple[str, Ledger]]) -> list[list[Line]]:
    """Lines in groups of the same money, in the order of their first lines."""
    lines: list[Line] = []
    same: list[int] = []  # by line the first line of its group
    first: dict[Hashable, int] = {}
    for place, ledger in ledgers:
        seen: Counter[Hashable] = Counter()
        for line in ledger.lines:
            marks = [(place, mark, _repetition(seen, mark)) for mark in _marks(line)]
            alike = {same[first[mark]] for mark in marks if mark in first}
            lines.append(line)
            same.append(min(alike, default=len(same)))
            same = [same[-1] if one in alike else one for one in same]
            first = dict.fromkeys(marks, len(same) - 1) | first
    return [[line for line, of in zip(lines, same, strict=True) if of == head] for head in dict.fromkeys(same)]


def _repetition(seen: Counter[Hashable], mark: Hashable) -> int:
    """How often a mark stood in this ledger before: two lines of one title are two lines, here and in the other ledger."""
    seen[mark] += 1
    return seen[mark]


def _marks(line: Line) -> list[Hashable]:
    """By what a line is known to be the same money as one of another ledger."""
    marks: list[Hashable] = [(line.side, fold(line.title))]
    for stage in (FigureStage.WON_VERIFIED, FigureStage.WON_CLAIMED):
        figure = line.figures.get(stage)
        if figure is not None and figure.page:
            marks.append((line.side, stage, fold(figure.document), figure.page, figure.cents))
    return marks
