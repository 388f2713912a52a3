"""Actions are made, and a webinar is recognised when its next report comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm.actions.queries import action_kinds, find_webinar, list_past, list_upcoming
from crm.actions.service import NewAction, create_action
from crm.core.actor import system_actor
from crm.core.errors import Refused
from crm.core.scope import in_organization

EVENING = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""Seven in the evening of November 19 in Denver."""


def webinar(organization: Any, now: datetime, **values: Any) -> Any:
    defaults = {"title": "Invest/Divest 101", "kind": "webinar", "starts_at": EVENING, "minutes": 90}
    return create_action(system_actor(organization.id), now, NewAction(**(defaults | values)))


def test_an_action_ends_after_its_minutes_in_the_organizations_zone(organization: Any, now: datetime) -> None:
    action = webinar(organization, now)
    assert action.ends_at == EVENING + timedelta(minutes=90)
    assert action.time_zone == organization.time_zone
    assert len(action.code) == 6


def test_an_unknown_kind_and_a_dangerous_link_are_refused(organization: Any, now: datetime) -> None:
    with pytest.raises(Refused, match="picnic"):
        webinar(organization, now, kind="picnic")
    with pytest.raises(Refused, match="https"):
        webinar(organization, now, online_url="javascript:alert(1)")


def test_the_same_id_on_the_same_local_day_is_the_same_webinar(organization: Any, now: datetime) -> None:
    action = webinar(organization, now, webinar_id="81234567890")
    morning = EVENING - timedelta(hours=10)
    assert find_webinar("81234567890", morning, "Another topic") == action
    assert find_webinar("81234567890", EVENING + timedelta(hours=6), "Another topic") is None  # past midnight in Denver
    assert find_webinar("999", morning, "Another topic") is None


def test_the_same_topic_within_three_hours_is_the_same_webinar(organization: Any, now: datetime) -> None:
    action = webinar(organization, now)
    assert find_webinar("5", EVENING + timedelta(hours=3), "INVEST divest 101") == action
    assert find_webinar("5", EVENING + timedelta(hours=3, minutes=1), "Invest/Divest 101") is None


def test_another_organizations_webinar_is_not_found(organization: Any, make: Any, now: datetime) -> None:
    webinar(organization, now, webinar_id="7")
    with in_organization(make.organization().id):
        assert find_webinar("7", EVENING, "Invest/Divest 101") is None


def test_actions_are_listed_as_upcoming_until_they_end(organization: Any, now: datetime) -> None:
    running = webinar(organization, now, starts_at=now - timedelta(minutes=30))
    over = webinar(organization, now, starts_at=now - timedelta(hours=4))
    assert list_upcoming(now) == [running]
    assert list_past(now) == [over]


def test_every_kind_has_words_in_both_languages() -> None:
    assert {"webinar", "house_meeting", "rally"} <= {kind.key for kind in action_kinds()}
    assert all(kind.label and kind.label_es for kind in action_kinds())
