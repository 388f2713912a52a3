"""Lines of a budget: figures with document and page, checked by a second person, brought in by a sheet, taken back."""

from __future__ import annotations

import pytest

from crm.accounts.models import Organization
from crm.audit.service import Batch
from crm.campaigns.models import BudgetFunction, BudgetStage, FigureStage, LedgerSide
from crm.campaigns.queries import budget
from crm.campaigns.service import NewDemand, NewFigure, add_demand
from crm.campaigns.service.budget import NewLine, NewLineFigure, add_line, add_line_figure, check_figure
from crm.campaigns.service.budget_sheets import apply_sheet, keep_sheet, take_sheet_back
from crm.campaigns.service.sheet_plan import Effect, plan
from crm.campaigns.service.wins import NewReversal, claim_win, reverse_win, verify_win
from crm.campaigns.sheet_columns import column_of
from crm.campaigns.sheet_numbers import cents_of
from crm.core.errors import Conflict, Refused
from tests.support.factories import Factory

PRIOR, PROPOSED, ADOPTED = BudgetStage.PRIOR_ADOPTED, BudgetStage.PROPOSED, BudgetStage.ADOPTED


def test_won_is_never_one_number(make: Factory, organization: Organization) -> None:
    actor, second, campaign = make.actor(organization), make.actor(organization), make.campaign()
    new = NewLine("Police", "Patrol", function=BudgetFunction.POLICE)
    line = add_line(actor, make.now, campaign.id, new)
    assert line.side is LedgerSide.DIVEST
    with pytest.raises(Conflict):
        add_line(actor, make.now, campaign.id, new)
    with pytest.raises(Refused, match="page"):
        add_line_figure(actor, make.now, line.id, NewLineFigure(PRIOR, 100_00, "Adopted", " "))
    entered = {
        stage: add_line_figure(actor, make.now, line.id, NewLineFigure(stage, cents, "Adopted", "12"))
        for stage, cents in ((PRIOR, 100_00), (PROPOSED, 130_00), (ADOPTED, 110_00))
    }
    lines = budget.budget_lines(campaign.id)
    by_base = {base: budget.won_on(lines, stage)[0] for base, stage in budget.BASES.items()}
    assert {base: change.cents for base, change in by_base.items()} == {"last_year": -10_00, "proposal": 20_00}
    assert not by_base["proposal"].is_verified
    with pytest.raises(Refused, match="second person"):
        check_figure(actor, make.now, entered[ADOPTED].id)
    check_figure(second, make.now, entered[ADOPTED].id)
    check_figure(second, make.now, entered[PROPOSED].id)
    verified = [budget.won_on(budget.budget_lines(campaign.id), stage)[0].is_verified for stage in (PRIOR, PROPOSED)]
    assert verified == [False, True]


def test_a_win_is_verified_by_another_and_can_be_taken_back(make: Factory, organization: Organization) -> None:
    actor, second, campaign = make.actor(organization), make.actor(organization), make.campaign()
    demand = add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.DIVEST, "School police"))
    found = NewFigure(FigureStage.WON_VERIFIED, 70_00, "Adopted budget", page="9")
    gone = NewReversal("2027-06", "Minutes of June")
    for refused in (
        lambda: verify_win(second, make.now, demand.id, found),
        lambda: reverse_win(actor, make.now, demand.id, gone),
    ):
        with pytest.raises(Refused):
            refused()
    claim_win(actor, make.now, demand.id, NewFigure(FigureStage.WON_CLAIMED, 90_00, "The mayor's speech"))
    with pytest.raises(Refused, match="second person"):
        verify_win(actor, make.now, demand.id, found)
    assert verify_win(second, make.now, demand.id, found).checked_by_id == second.user_id
    for day in ("June", "2027-13", "2027-02-30", ""):
        with pytest.raises(Refused):
            reverse_win(actor, make.now, demand.id, NewReversal(day, "Minutes"))
    with pytest.raises(Refused, match="at most"):
        reverse_win(actor, make.now, demand.id, NewReversal("2027-06", "Minutes", 90_01))
    reverse_win(actor, make.now, demand.id, NewReversal("2027-03-01", "Minutes", 20_00))
    assert budget.standing_of(70_00, budget.reversals(campaign.id)) == 50_00
    reverse_win(actor, make.now, demand.id, gone)
    assert budget.standing_of(70_00, budget.reversals(campaign.id)) is None


WIDE = [
    ["City budget 2027", "", "", "", "", ""],
    ["Departamento", "Partida", "Fondo", "Año pasado (en miles)", "Propuesto FY2027 (en miles)", "Puestos propuesto"],
    ["Policía", "Patrulla", "General", "1,200", "1.350,5", "12.5"],
    ["Vivienda", "Vales", "General", "n/d", "(20)", ""],
    ["Policía", "patrulla", "GENERAL", "1", "2", "3"],
    ["Total", "", "", "1,200", "1,330", ""],
    ["Parques", "Senderos", "", "mucho", "3", ""],
    ["Parques", "Árboles", "", "", "", ""],
]


def test_a_sheet_is_previewed_brought_in_once_and_taken_back(make: Factory, organization: Organization) -> None:
    actor, second, campaign = make.actor(organization), make.actor(organization), make.campaign(fiscal_year="2027")
    sheet = keep_sheet(actor, campaign.id, "budget.xlsx", WIDE, {})
    rows = plan(sheet)
    assert [one.effect for one in rows] == [Effect.NEW, Effect.NEW, *[Effect.REJECTED] * 4]
    assert [(figure.stage, figure.cents, figure.fte_hundredths) for figure in rows[0].figures] == [
        (PRIOR, 1_200_000_00, None),
        (PROPOSED, 1_350_500_00, 1250),
    ]
    assert rows[1].figures[0].cents == -20_000_00 and rows[1].function is BudgetFunction.HOUSING
    assert all(one.why for one in rows[2:]) and rows[2].values == {"row": 3}
    batch = apply_sheet(actor, make.now, sheet.id)
    assert batch.counts == {"lines": 2, "figures": 3}
    with pytest.raises(Conflict):
        apply_sheet(actor, make.now, sheet.id)
    again = [row[:] for row in WIDE[:4]]
    again[2][4] = "1,400"
    planned = plan(keep_sheet(actor, campaign.id, "again.csv", again, {}))
    assert [one.effect for one in planned] == [Effect.CHANGED, Effect.SAME]
    assert planned[0].before == {PROPOSED: 1_350_500_00} and len(planned[0].figures) == 1
    housing = budget.budget_lines(campaign.id)[1]
    check_figure(second, make.now, housing.figures[PROPOSED].id)
    assert take_sheet_back(actor, make.now, sheet.id) == {"removed": 3, "kept": 2}
    assert [one.line.department for one in budget.budget_lines(campaign.id)] == ["Vivienda"]
    assert isinstance(batch, Batch) and batch.undone_at
    with pytest.raises(Conflict):
        take_sheet_back(actor, make.now, sheet.id)


def test_a_sheet_without_a_heading_is_refused(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign()
    with pytest.raises(Refused, match="heading"):
        plan(keep_sheet(actor, campaign.id, "x.csv", [["a", "b"], ["1", "2"]], {}))
    with pytest.raises(Refused):
        keep_sheet(actor, campaign.id, "x.csv", [["Department", "Amount"]], {})


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("$1,250.50", 125050),
        ("1.250,50", 125050),
        ("1.250.000", 125000000),
        ("(3)", -300),
        ("−3", -300),
        ("0", 0),
        ("—", None),
        (" n/a ", None),
        ("1.250", ValueError),
        ("12 or 13", ValueError),
        ("1,25,0", ValueError),
        ("1e9", ValueError),
        ("NaN", ValueError),
    ],
)
def test_an_amount_is_read_one_way_or_not_at_all(cell: str, cents: int | type[ValueError] | None) -> None:
    if cents is ValueError:
        with pytest.raises(ValueError, match=r"."):
            cents_of(cell)
    else:
        assert cents_of(cell) == cents


def test_headings_in_both_languages() -> None:
    named = {
        heading: column_of(heading) for heading in ("FY26 Adopted FTE", "Presupuesto propuesto ($ millones)", "Weather")
    }
    adopted, proposed = named["FY26 Adopted FTE"], named["Presupuesto propuesto ($ millones)"]
    assert adopted and (adopted.field, adopted.stage) == ("fte", ADOPTED)
    assert proposed and (proposed.field, proposed.stage, proposed.unit) == ("amount", PROPOSED, 1_000_000)
    assert named["Weather"] is None
