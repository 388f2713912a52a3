"""The way: a government's budget year, what is late and what waits for it, a phone's calendar, and the strategy chart."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from crm.accounts.models import Organization
from crm.campaigns import queries, reference, service
from crm.campaigns.queries.planning import held_up
from crm.campaigns.service.calendars import adopt_calendar, lay_out
from crm.campaigns.strategy_page import drawn
from crm.core.actor import Role
from crm.core.database import db
from crm.core.errors import Refused
from tests.support.factories import Factory, sign_in

COLORADO = "ocd-division/country:us/state:co"
PLACES = list(dict.fromkeys(row["ocd_id"] for row in reference.rows("budget_calendars")))


@pytest.mark.parametrize("ocd_id", PLACES)
def test_every_calendar_lays_out_in_order_and_ends_with_its_year(ocd_id: str) -> None:
    for anchor in (date(2026, 11, 24), date(2027, 7, 1), date(2028, 2, 29)):
        steps = lay_out(ocd_id, anchor)
        months = [(one.due_on.year, one.due_on.month) for one in steps]
        assert len(steps) == len(reference.calendar(ocd_id)) and months == sorted(months)
        assert all(one.due_on.month == int(one.row["month"]) for one in steps)
        starts = [one for one in steps if one.row["step_en"] == "Fiscal year begins"]
        assert all(anchor < one.due_on <= anchor + timedelta(days=366) for one in starts)


def test_a_weekday_rule_is_a_day() -> None:
    illinois = lay_out("ocd-division/country:us/state:il", date(2026, 11, 24))
    assert (illinois[2].due_on, illinois[2].is_exact) == (date(2027, 2, 17), True)
    assert not illinois[0].is_exact


def test_what_is_late_says_what_it_holds_up(make: Factory, organization: Organization) -> None:
    actor, campaign, today = make.actor(organization), make.campaign(), make.now.date()
    service.lay_out_milestones(actor, make.now, campaign.id, "city_budget_calendar_year")
    way = queries.stages(campaign.id, today)
    late = [one for one in way if one.days_late]
    assert [one.key for one in held_up(way, late[0])] == [one.key for one in way[1:]]
    service.finish_milestone(actor, make.now, campaign.id, way[1].key, today)
    way = queries.stages(campaign.id, today)
    assert way[1].key not in [one.key for one in held_up(way, way[0])]
    bars, today_x, vote_x = drawn(way, campaign.starts_on, campaign.decision_on, today)
    assert vote_x is not None and 0 < today_x < vote_x <= 100
    assert all(bar.x >= 0 and bar.x + bar.width + bar.over <= 102 for bar in bars)
    assert bars[0].over > 0 and not bars[1].over
    with pytest.raises(Refused):
        adopt_calendar(actor, make.now, campaign.id, "ocd-division/country:us/state:wy", today)


def test_the_chart_keeps_every_note_and_a_phone_reads_the_days(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    campaign = make.campaign(short_name="Care; now")
    sign_in(client, make.user(organization, Role.LEAD))
    page = f"/campaigns/{campaign.id}/strategy"
    assert "What do we want in the end?" in client.get(page).text
    assert client.post(page, data={"cell": "long_term", "body": "  "}).status_code == 422
    assert client.post(page, data={"cell": "nowhere", "body": "x"}).status_code == 422
    for body in ("Close the jail", "Close <it>"):
        client.post(page, data={"cell": "long_term", "body": body})
    text = client.get(page).text
    assert "Close the jail" in text and "Close &lt;it&gt;" in text and "1 earlier note" in text
    client.post(f"/campaigns/{campaign.id}/calendar", data={"ocd_id": COLORADO})
    client.post(f"/campaigns/{campaign.id}/calendar/link")
    found = re.search(r"/campaigns/calendar/[\w-]+\.ics", client.get(page).text)
    assert found
    stranger = client.application.test_client()
    feed = stranger.get(found[0])
    events = Calendar.from_ical(feed.data).walk("VEVENT")
    assert feed.mimetype == "text/calendar" and len(events) == 6
    assert str(events[0]["SUMMARY"]) == "Vote: Care; now" and events[0]["DTSTART"].dt == campaign.decision_on
    assert all(len(line) <= 75 for line in feed.data.split(b"\r\n")) and b"DTSTAMP" in feed.data
    assert all(event["DTSTART"].params["VALUE"] == "DATE" and "DTEND" in event for event in events)
    uids = [str(event["UID"]) for event in events]
    campaign.decision_on += timedelta(days=9)
    db.session.commit()
    moved = Calendar.from_ical(stranger.get(found[0]).data).walk("VEVENT")
    assert [str(event["UID"]) for event in moved] == uids and len(set(uids)) == len(uids)
    assert moved[0]["DTSTART"].dt == campaign.decision_on
    assert "Which of our people does this touch?" in text and "Who of us leads others already" in text
    client.post(f"/campaigns/{campaign.id}/calendar/end")
    assert stranger.get(found[0]).status_code == 404


def test_facts_are_found_by_words_in_either_language(
    client: FlaskClient, make: Factory, organization: Organization
) -> None:
    sign_in(client, make.user(organization, Role.LEAD))
    assert "No facts are adopted yet." in client.get("/campaigns/facts").text
    client.post("/campaigns/facts/adopt")
    assert "$3.4 trillion" in client.get("/campaigns/facts?q=anos+sistema+de+justicia").text
    assert "$3.4 trillion" not in client.get("/campaigns/facts?topic=schools").text
    assert "No fact says that" in client.get("/campaigns/facts?q=unheard").text
