"""The demo's budget: invented lines under the school campaign's demands, some checked by a second person, and its strategy."""

from __future__ import annotations

from datetime import timedelta

from crm.campaigns.models import BudgetFunction, BudgetStage, Campaign, StrategyCell
from crm.campaigns.queries import ledger
from crm.campaigns.service.budget import NewLine, NewLineFigure, add_line, add_line_figure, check_figure
from crm.campaigns.service.strategy import note_strategy
from crm.demo.service.crew import Crew

DOCUMENT = "Practice budget, invented figures"
PRIOR, PROPOSED = BudgetStage.PRIOR_ADOPTED, BudgetStage.PROPOSED
LINES = (
    ("School police", "Officers", BudgetFunction.SCHOOL_POLICING, 0, (51_000_000, 471), (47_500_000, 440), "214"),
    ("School police", "Overtime", BudgetFunction.SCHOOL_POLICING, 0, (19_000_000, 0), (19_400_000, 0), "215"),
    ("Student support", "Counselors", BudgetFunction.EDUCATION, 2, (12_600_000, 96), (14_100_000, 104), "140"),
    ("Student support", "Restorative justice", BudgetFunction.RESTORATIVE_JUSTICE, 2, (3_200_000, 24), (4_100_000, 30), "152"),
    ("Central office", "Camera contract", BudgetFunction.SURVEILLANCE, None, (2_000_000, 0), (2_000_000, 0), "88"),
)  # fmt: skip
"""Department, program, what it pays for, which demand rests on it, last year and the proposal (dollars, jobs), the page."""
NOTES = (
    (StrategyCell.LONG_TERM, "Care, not police, in every school.", 60),
    (StrategyCell.THIS_YEAR, "Win one counselor for every 250 students.", 60),
    (StrategyCell.THIS_YEAR, "End the police contract and fund counselors in its place.", 20),
    (StrategyCell.WE_HAVE, "3 staff, 1 van, $18,000", 20),
    (StrategyCell.WITH_US, "Teachers union, 3 congregations", 20),
)


def make_budget(crew: Crew, campaign: Campaign) -> None:
    """Write the lines down as the lead did, with figures that an organizer checked, and what the team wrote of its plan."""
    denise, malik = crew.actor("denise"), crew.actor("malik")
    demands = ledger(campaign.id).lines
    for department, program, function, demand, prior, proposed, page in LINES:
        demand_id = None if demand is None else demands[demand].demand_id
        line = add_line(
            denise, crew.now, campaign.id, NewLine(department, program, "General fund", "", function, None, demand_id)
        )
        for stage, (dollars, jobs) in ((PRIOR, prior), (PROPOSED, proposed)):
            new = NewLineFigure(stage, dollars * 100, DOCUMENT, page, fte_hundredths=jobs * 100)
            figure = add_line_figure(denise, crew.now, line.id, new)
            if stage is PRIOR:
                check_figure(malik, crew.now, figure.id)
    for cell, body, days in NOTES:
        note_strategy(denise, crew.now - timedelta(days=days), campaign.id, cell, body)
