"""Stages are laid out backwards from the vote; goals are paced on a straight line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm.accounts.models import Organization
from crm.campaigns import queries, reference, service
from crm.campaigns.models import CampaignLevel
from crm.campaigns.queries import StageState, pace_of
from crm.campaigns.service import NewCampaign
from crm.core.errors import Conflict, Refused
from tests.support.factories import Factory

VOTE = date(2026, 12, 17)


@pytest.mark.parametrize("template", list(reference.stage_template_names()))
def test_stages_lie_backwards_from_the_vote(make: Factory, organization: Organization, template: str) -> None:
    campaign = make.campaign()
    service.lay_out_milestones(make.actor(organization), make.now, campaign.id, template, VOTE)
    stages, rows = queries.stages(campaign.id, VOTE), reference.stage_template(template)
    assert [one.due_on for one in stages] == [VOTE + timedelta(weeks=int(row["weeks_from_decision"])) for row in rows]
    assert all(one.label and one.label_es for one in stages)
    with pytest.raises(Conflict):
        service.lay_out_milestones(make.actor(organization), make.now, campaign.id, template, VOTE)


def test_done_late_now_next(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign()
    service.lay_out_milestones(actor, make.now, campaign.id, "school_police", VOTE)
    today = VOTE - timedelta(weeks=20)
    service.finish_milestone(actor, make.now, campaign.id, "research", today)
    stages = {one.key: one for one in queries.stages(campaign.id, today + timedelta(days=3))}
    assert stages["research"].state is StageState.DONE
    assert (stages["base_building"].state, stages["base_building"].days_late) == (StageState.LATE, 16 * 7 + 3)
    assert stages["sponsor"].state is StageState.NOW and stages["vote"].state is StageState.NEXT
    assert sum(one.state is StageState.NOW for one in stages.values()) == 1


def test_no_vote_no_stages(make: Factory, organization: Organization) -> None:
    with pytest.raises(Refused, match="which day"):
        service.lay_out_milestones(
            make.actor(organization), make.now, make.campaign(decision_on=None).id, "school_police"
        )


@pytest.mark.parametrize(
    ("target", "reached", "day", "expected", "by_the_end"),
    [
        (100, 30, date(2026, 11, 1), 0, None),
        (100, 30, date(2026, 11, 6), 50, 60),
        (100, 55, date(2026, 11, 6), 50, 110),
        (100, 90, date(2026, 11, 11), 100, 90),
        (100, 90, date(2026, 12, 1), 100, 90),
        (100, 0, date(2026, 10, 1), 0, None),
    ],
)
def test_pace(target: int, reached: int, day: date, expected: int, by_the_end: int | None) -> None:
    pace = pace_of(target, reached, date(2026, 11, 1), date(2026, 11, 11), day)
    assert (pace.expected, pace.by_the_end, pace.difference) == (expected, by_the_end, reached - expected)


def test_a_goal_of_one_day_is_due_that_day() -> None:
    assert pace_of(20, 3, VOTE, VOTE, VOTE).expected == 20
    assert pace_of(20, 3, VOTE, VOTE, VOTE - timedelta(days=1)).expected == 0


def test_campaigns_have_their_own_slug_and_facts_come_once(make: Factory, organization: Organization) -> None:
    actor = make.actor(organization)
    new = NewCampaign("Cuidado, no cárcel", CampaignLevel.STATE, "ocd-division/country:us/state:co", "Colorado")
    slugs = [service.create_campaign(actor, make.now, new).slug for _ in range(2)]
    assert slugs == ["cuidado-no-carcel", "cuidado-no-carcel-2"]
    with pytest.raises(Refused):
        service.create_campaign(actor, make.now, NewCampaign("X", CampaignLevel.STATE, "Colorado", "Colorado"))
    assert service.load_facts(actor) == len(reference.rows("facts"))
    assert service.load_facts(actor) == 0
    assert len(queries.list_facts()) == 40


def test_goals_count_only_what_is_registered(make: Factory, organization: Organization) -> None:
    actor = make.actor(organization)
    with pytest.raises(Refused, match="counted"):
        service.set_goal(actor, "wishes", 5, VOTE, VOTE)
    assert service.set_goal(actor, "one_on_ones", 5, VOTE, VOTE, campaign_id=make.campaign().id).target == 5
