"""Budget sheets as offices write them: titles, headings over two rows, years, sums, units, and files that are no sheet."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.campaigns.models import BudgetStage
from crm.campaigns.queries.budget import budget_lines
from crm.campaigns.service.budget_sheets import keep_sheet
from crm.campaigns.service.sheet_plan import Effect, plan
from crm.campaigns.sheet_numbers import cents_of
from crm.core.actor import Role
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in
from tests.support.sheets import workbook

PRIOR, SPENT, PROPOSED, ADOPTED = (
    BudgetStage.PRIOR_ADOPTED,
    BudgetStage.PRIOR_ACTUAL,
    BudgetStage.PROPOSED,
    BudgetStage.ADOPTED,
)


OFFICE = [
    ["City of Example: recommended budget", "", "", "", "", ""],
    ["Dollars in thousands", "", "", "", "", ""],
    [],
    ["", "", "FY 2026", "", "FY 2027", ""],
    ["Department", "Program", "Adopted", "FTE", "Proposed", "FTE"],
    ["Police", "Patrol", 1200, 12.5, "$1,350.5", 14],
    ["", "Overtime", "(20)", "", "1.2M", ""],
    ["Total Police", "", 1180, 12.5, "2,550.5", 14],
    ["Housing", "", 500, "", 600, ""],
    ["", "Vouchers", 300, "", 350, ""],
    ["", "Repairs", 200, "", 250, ""],
    ["All of it", "", 1680, "", "3150.5", ""],
]


def test_a_workbook_of_an_office_is_read_below_its_titles(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    campaign_id, organization_id = make.campaign(fiscal_year="2027").id, organization.id
    sign_in(client, make.user(organization, Role.LEAD))
    notes = [["Read me first", "", "", "", "", ""], ["Prepared by the budget office"]]
    sent = client.post(
        f"/imports/budgets/{campaign_id}/new",
        data={"file": (workbook(notes, OFFICE), "Adopted & proposed.xlsx")},
    )
    assert sent.status_code == 302, sent.text
    preview = client.get(sent.location).text
    assert "4 new lines" in preview and preview.count("This is a sum of other rows") == 3
    client.post(sent.location)
    with in_organization(organization_id):
        lines = {one.name: one for one in budget_lines(campaign_id)}
        figures = {name: {stage: one.cents(stage) for stage in one.figures} for name, one in lines.items()}
        patrol = lines["Police · Patrol"]
        assert patrol.fte_hundredths(PRIOR) == 1250 and patrol.fte_hundredths(PROPOSED) == 1400
        assert patrol.figures[PRIOR].page == "row 6"
    assert figures == {
        "Police · Patrol": {PRIOR: 1_200_000_00, PROPOSED: 1_350_500_00},
        "Police · Overtime": {PRIOR: -20_000_00, PROPOSED: 1_200_000_00},
        "Housing · Vouchers": {PRIOR: 300_000_00, PROPOSED: 350_000_00},
        "Housing · Repairs": {PRIOR: 200_000_00, PROPOSED: 250_000_00},
    }
    assert "Taken back" in client.post(f"{sent.location}/undo", follow_redirects=True).text
    with in_organization(organization_id):
        assert budget_lines(campaign_id) == []


SPANISH = [
    ["Presupuesto (en millones)"],
    ["Dependencia", "Partida", "Gasto real 2024", "Adoptado 2025", "Adoptado 2026", "Plazas"],
    ["Policía", "", "", "", "", ""],
    ["", "Patrulla", "1,5", "2", "2,5", "12"],
    ["Gran total", "", "1,5", "2", "2,5", ""],
    ["Suma de programas", "", "1", "", "", ""],
    ["Parques", "Senderos", "0,2", "(0,1)", "3 mil", "menos"],
]


def test_spanish_headings_years_and_a_department_above_its_programs(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign()
    rows = plan(keep_sheet(actor, campaign.id, "hoja.csv", SPANISH, {}))
    assert [one.effect for one in rows] == [Effect.REJECTED, Effect.NEW, *[Effect.REJECTED] * 3]
    assert rows[1].key[1:3] == ("Policía", "Patrulla")
    assert rows[1].given == {SPENT: 150_000_000, PRIOR: 200_000_000, ADOPTED: 250_000_000}
    assert "jobs" in rows[4].why and rows[1].figures[2].fte_hundredths == 1200


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("$3.4 million", 340_000_000),
        ("850K", 85_000_000),
        ("(1.2M)", -120_000_000),
        ("1.250 millones", ValueError),
        ("3 mil", 300_000),
        ("$ (1,250)", -125_000),
        ("1,250-", -125_000),
        ("US$ 5", 500),
        ("1250.125", 125_012),
        ("1,250*", 125_000),
        ("#REF!", ValueError),
        ("9" * 30, ValueError),
        ("=1+1", ValueError),
        ("()", ValueError),
    ],
)
def test_sizes_signs_and_footnotes(cell: str, cents: int | type[ValueError]) -> None:
    if isinstance(cents, int):
        assert cents_of(cell) == cents
    else:
        with pytest.raises(ValueError, match=r".|^$"):
            cents_of(cell)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\n\n \n", "nothing|empty"),
        (b"PK\x03\x04 cut short xl/", "cannot be opened"),
        (b"%PDF-1.7 \x00\x01\x02", "PDF|read"),
        (b"Department,Proposed\n", "no rows under its heading"),
        (b"Name,Phone\nLupe,303-555-0101\n", "No heading row"),
        (b"Department,Proposed\n" + b"Parks,5\n" * 20_001, "more than 20,000 rows"),
    ],
)
def test_what_is_no_sheet_is_answered_in_a_sentence(
    client: FlaskClient, make: Factory, organization: Organization, content: bytes, sentence: str
) -> None:
    campaign_id = make.campaign().id
    sign_in(client, make.user(organization, Role.LEAD))
    sent = {"file": (io.BytesIO(content), "budget.csv"), "document": "Kept words"}
    answer = client.post(f"/imports/budgets/{campaign_id}/new", data=sent)
    assert answer.status_code == 422 and re.search(sentence, answer.text) and "Kept words" in answer.text


K, M = 1000_00, 1_000_000_00
AMENDED = BudgetStage.AMENDED
PUBLISHED = {
    "a budget beside a proposal, with changes": (
        "Dept|FY25 Actual|FY26 Budget|FY27 Proposed|$ Change|% Change\nPolice|$310|$325|$341|$16|5.1%",
        [("2027", "Police", "", {SPENT: 310_00, PRIOR: 325_00, PROPOSED: 341_00})],
    ),
    "codes beside names": (
        "FUND CODE|FUND DESCRIPTION|DEPARTMENT NUMBER|DEPARTMENT DESCRIPTION|APPROPRIATION ACCOUNT|"
        "APPROPRIATION ACCOUNT DESCRIPTION|2026 APPROPRIATION|2027 RECOMMENDATION\n"
        "0100|CORPORATE|57|POLICE|0005|SALARIES|100|120",
        [("2027", "POLICE", "SALARIES", {PRIOR: 100_00, PROPOSED: 120_00})],
    ),
    "last year's book alone": (
        "Department|FY 2024-25 Actual|FY 2025/26 Adopted\nPolice|90|100",
        [("2027", "Police", "", {SPENT: 90_00, PRIOR: 100_00})],
    ),
    "a book of years ago": (
        "Department|FY24 Adopted|FY24 Proposed\nPolice|90|100",
        [("2024", "Police", "", {ADOPTED: 90_00, PROPOSED: 100_00})],
    ),
    "copied out of a PDF": (
        "Department            FY26 Adopted     FY27 Proposed\nOffice of Housing     $21,000,000      $19,800,000",
        [("2027", "Office of Housing", "", {PRIOR: 21 * M, PROPOSED: 19_800 * K})],
    ),
    "by department, original and revised, with footnotes": (
        "Expenditures by Department|Original Budget|Revised Budget|YTD Actual\nPolice¹|1,000*|1,100 (a)|900",
        [("2027", "Police", "", {ADOPTED: 1000_00, AMENDED: 1100_00})],
    ),
    "Spanish thousands that a sum makes certain": (
        "Departamento|Aprobado 2025-26|Propuesto 2026-27\nPolicía|310.221|341.500\nTotal|9.310.221|9.341.500",
        [("2027", "Policía", "", {PRIOR: 310_221_00, PROPOSED: 341_500_00})],
    ),
    "transfers and credits": (
        "Department|Unit|Proposed\nPolice|Transfers out|<250>\nPolice|Grant credit|250 CR",
        [
            ("2027", "Police", "Transfers out", {PROPOSED: -250_00}),
            ("2027", "Police", "Grant credit", {PROPOSED: -250_00}),
        ],
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_books_that_cities_publish(make: Factory, organization: Organization, name: str) -> None:
    text, lines = PUBLISHED[name]
    cells = [row.split("|") for row in text.split("\n")]
    campaign = make.campaign(fiscal_year="2027")
    rows = plan(keep_sheet(make.actor(organization), campaign.id, "book.csv", cells, {}))
    assert [(*one.key[:3], one.given) for one in rows if one.effect is Effect.NEW] == lines


def test_a_stage_that_no_heading_tells_is_asked_for_once(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    campaign_id = make.campaign(fiscal_year="2027").id
    sign_in(client, make.user(organization, Role.LEAD))
    text = b"Department,2026 FTE,2026 Budget,2027 FTE,2027 Budget\nPolice,10,5,12,7\n"
    sent = client.post(f"/imports/budgets/{campaign_id}/new", data={"file": (io.BytesIO(text), "b.csv")})
    assert "do not say of which stage" in client.get(sent.location).text
    assert client.post(f"{sent.location}/stage", data={"stage": "nonsense"}).status_code == 302
    client.post(f"{sent.location}/stage", data={"stage": "proposed"})
    page = client.get(sent.location).text
    assert "1 new line" in page and "do not say" not in page and "12 jobs" in page and "10 jobs" in page
    client.post(sent.location)
    assert client.post(f"{sent.location}/stage", data={"stage": "adopted"}).status_code == 409


def test_hostile_cells_are_rejected_one_by_one(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign()
    wild = [
        ["Department", "Proposed", "FTE"],
        ["<script>\0", "5", "1e99"],
        ["Parks", "9" * 400, ""],
        ["Libraries" * 60, "5", "-3"],
        ["=HYPERLINK(1)", "7", ""],
    ]
    rows = plan(keep_sheet(actor, campaign.id, "wild.csv", wild, {}))
    assert [one.effect for one in rows] == [*[Effect.REJECTED] * 3, Effect.NEW]
