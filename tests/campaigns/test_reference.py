"""The field's thirteen files: each is loaded, and each can be adopted, worded, or left aside and offered nowhere."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.actions.queries import kinds_to_choose
from crm.campaigns import queries
from crm.campaigns.queries.budget import budget_lines
from crm.campaigns.queries.planning import budget_steps
from crm.campaigns.queries.reference import entries, rows_in_use
from crm.campaigns.reference_files import reference_files
from crm.campaigns.service import lay_out_milestones
from crm.campaigns.service.calendars import adopt_calendar
from crm.campaigns.service.reference import adopt_budget_rows, adopt_plank, change_entry, restore_entry
from crm.core.actor import Role
from crm.core.errors import NotFound, Refused
from crm.one_on_ones.prompts import list_prompts
from tests.support.factories import Factory, sign_in

ROWS = {
    "action_types": 32,
    "budget_calendars": 47,
    "campaigns_history": 38,
    "data_policy": 24,
    "demands": 49,
    "facts": 40,
    "glossary": 53,
    "jurisdictions_budgets": 49,
    "ledger_examples": 41,
    "milestones_templates": 88,
    "one_on_one_prompts": 29,
    "sms_merge_fields": 17,  # the sixteen of the field, and join_link
    "sms_templates": 60,
}
OAKLAND = "ocd-division/country:us/state:ca/place:oakland"
NEW_YORK = "ocd-division/country:us/state:ny/place:new_york"


def test_every_file_is_there_with_keys_of_its_own(make: Factory) -> None:
    assert {name: len(file.rows()) for name, file in reference_files.items()} == ROWS
    for name, file in reference_files.items():
        assert len({file.key_of(row) for row in file.rows()}) == ROWS[name], name


@pytest.mark.parametrize("name", [name for name in ROWS if name not in ("facts", "sms_templates", "sms_merge_fields")])
def test_a_row_is_worded_left_aside_and_had_again(make: Factory, organization: Organization, name: str) -> None:
    actor, file = make.actor(organization), reference_files.get(name)
    assert file
    first = entries(name)[0]
    column = next(column for column in file.words if first.row[column])
    change_entry(actor, make.now, name, first.key, words={column: "Our words", "source_url": "https://not.ours"})
    own = next(one for one in entries(name) if one.key == first.key)
    assert own.row == {**first.row, column: "Our words"} and own.is_edited
    with pytest.raises(Refused):
        change_entry(actor, make.now, name, first.key, words={column: " "})
    change_entry(actor, make.now, name, first.key, is_ignored=True)
    assert len(rows_in_use(name)) == ROWS[name] - 1
    restore_entry(actor, make.now, name, first.key)
    assert entries(name)[0] == first
    with pytest.raises(NotFound):
        change_entry(actor, make.now, name, "no such row", is_ignored=True)


def test_what_is_left_aside_or_worded_shows_where_it_is_used(make: Factory, organization: Organization) -> None:
    actor, now = make.actor(organization), make.now
    campaign = make.campaign(ocd_id=NEW_YORK)
    change_entry(actor, now, "milestones_templates", "school_police:research", is_ignored=True)
    change_entry(actor, now, "milestones_templates", "school_police:vote", words={"label_en": "The day"})
    labels = [one.label for one in lay_out_milestones(actor, now, campaign.id, "school_police")]
    assert "The day" in labels and not any("esearch" in label for label in labels)
    change_entry(actor, now, "budget_calendars", f"{NEW_YORK}:1", words={"step_en": "First paper"})
    adopt_calendar(actor, now, campaign.id, NEW_YORK, now.date())
    assert budget_steps(campaign.id)[0].label == "First paper"
    change_entry(actor, now, "action_types", "house_meeting", is_ignored=True)
    assert "house_meeting" not in [kind.key for kind in kinds_to_choose()]
    assert "house_meeting" in [kind.key for kind in kinds_to_choose("house_meeting")]
    change_entry(actor, now, "one_on_one_prompts", "intro:1", words={"prompt_en": "May I write?"})
    change_entry(actor, now, "one_on_one_prompts", "intro:2", is_ignored=True)
    assert list_prompts()[0].text == "May I write?" and len(list_prompts()) == 28


def test_planks_come_in_pairs_and_budget_lines_with_their_source(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign(ocd_id=OAKLAND)
    made = adopt_plank(actor, make.now, campaign.id, "M1-LOC-D")
    assert [(one.side.value, one.demand_key) for one in made] == [("divest", "M1-LOC-D"), ("invest", "M1-LOC-I")]
    assert not queries.ledger(campaign.id).demanded.is_known
    with pytest.raises(Refused):
        adopt_plank(actor, make.now, campaign.id, "M1-LOC-I")
    assert adopt_budget_rows(actor, make.now, campaign.id, {"B001", "B002"}) == 1
    [line] = budget_lines(campaign.id)
    [figure] = line.figures.values()
    assert (line.name, figure.cents, line.line.fiscal_year) == ("Police", 24_250_000_000, "2017")
    assert figure.document.startswith("Forbes") and figure.checked_by_id is None
    with pytest.raises(Refused):
        adopt_budget_rows(actor, make.now, campaign.id, {"B001"})


def test_the_pages_of_the_fields_content(client: FlaskClient, make: Factory, organization: Organization) -> None:
    campaign_id = make.campaign(ocd_id=OAKLAND).id
    sign_in(client, make.user(organization, Role.LEAD))
    assert client.get("/campaigns/reference").text.count("/campaigns/reference/") == 13
    page = "/campaigns/reference/glossary"
    assert "desinvertir" in client.get(page).text and "desinvertir" not in client.get(f"{page}?q=bail").text
    sent = {"key": "divest", "do": "word", "term_es": "quitar <b>", "meaning_en": "Take it out."}
    client.post(page, data=sent)
    assert "quitar &lt;b&gt;" in client.get(page).text and "In your words" in client.get(page).text
    assert client.post(page, data=sent | {"term_es": ""}).status_code == 422
    assert client.post(page, data={"key": "divest", "do": "burn"}).status_code == 422
    assert client.post("/campaigns/reference/facts", data={"key": "F001", "do": "ignore"}).status_code == 422
    assert client.get("/campaigns/reference/nothing").status_code == 404
    client.post(f"/campaigns/{campaign_id}/demands/adopt", data={"demand": "M1-LOC-D"})
    assert "Shrink police and jail lines" in client.get(f"/campaigns/{campaign_id}").text
    assert 'value="B001"' in client.get(f"/campaigns/{campaign_id}/ledger").text
    client.post(f"/campaigns/{campaign_id}/ledger/adopt", data={"row": "B001"})
    assert 'value="B001"' not in client.get(f"/campaigns/{campaign_id}/ledger").text
    sign_in(client, make.user(organization, Role.ORGANIZER))
    assert client.post(page, data=sent).status_code == 403 and client.get(page).status_code == 200
