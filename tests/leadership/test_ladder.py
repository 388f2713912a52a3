"""The ladder: rules suggest and people decide, with a history; one act for many that can be taken back; who leads whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from crm.accounts.models import Organization
from crm.audit.service import undo_batch
from crm.campaigns.measures import measures
from crm.commitments.service import Answer, CommitmentKind, Outcome, close_commitment, record_answer
from crm.contacts.models import MemberStatus
from crm.contacts.queries.segments import ids_in
from crm.contacts.segments.grammar import Op, Step
from crm.contacts.service.merging import merge
from crm.core.actor import Actor, Role
from crm.core.errors import Conflict, NotAllowed, NotFound, Refused
from crm.core.scope import in_organization
from crm.leadership import queries, service
from crm.leadership.models import Behaviour, Decision
from crm.leadership.signals import stage_changed
from crm.signins.models import SignIn, SignInMethod, SignInOutcome
from tests.support.factories import Factory


def came(make: Factory, contact: Any, times: int, at: datetime) -> None:
    """Somebody was at so many actions."""
    for _time in range(times):
        action = make.action(starts_at=at)
        present = {"outcome": SignInOutcome.PRESENT, "method": SignInMethod.DOOR_TAP}
        make.add(SignIn(contact_id=contact.id, action_id=action.id, arrived_at=at, **present))
    contact.last_attended_at = at


@pytest.fixture
def lead(organization: Organization, make: Factory) -> Actor:
    """A lead, as services see her."""
    return make.actor(organization, Role.LEAD)


def steps(now: datetime) -> dict[int, tuple[int, int, Behaviour, int]]:
    """What is suggested now, by person."""
    service.refresh_suggestions(now)
    found = (hint for hint, _contact in queries.list_suggestions(limit=100))
    return {hint.contact_id: (hint.before, hint.stage, hint.behaviour, hint.times) for hint in found}


def test_what_people_do_suggests_the_highest_step(organization: Organization, make: Factory, lead: Actor) -> None:
    now, people = make.now, [make.contact() for _each in range(8)]
    silent, once, thrice, joined, kept, broke, staff, boss = people
    came(make, once, 1, now)
    for one in (thrice, staff):
        came(make, one, 3, now)
    joined.member_status, staff.member_status = MemberStatus.MEMBER, MemberStatus.STAFF
    for one, outcome in ((kept, Outcome.KEPT), (broke, Outcome.BROKEN)):
        promise = record_answer(lead, now, one.id, Answer.YES, source="one_on_one", kind=CommitmentKind.MAKE_CALLS)
        close_commitment(lead, now, promise.id, outcome)
    service.put_under(lead, now, once.id, boss.id)
    assert steps(now) == {
        once.id: (0, 2, Behaviour.ATTENDED, 1),
        thrice.id: (0, 3, Behaviour.ATTENDED, 3),
        joined.id: (0, 3, Behaviour.JOINED, 1),
        kept.id: (0, 4, Behaviour.KEPT, 1),
        broke.id: (0, 1, Behaviour.RESPONDED, 1),
        boss.id: (0, 5, Behaviour.LEADS, 1),
    }
    assert queries.find_standing(thrice.id) is None, "nobody moves by herself"
    assert [rung.people for rung in queries.list_rungs()] == [8, 0, 0, 0, 0, 0, 0]
    assert silent.id not in steps(now)


def test_a_person_decides_and_the_history_keeps_it(organization: Organization, make: Factory, lead: Actor) -> None:
    now, ana, eva = make.now, make.contact(), make.contact()
    heard: list[tuple[int, str, str]] = []

    def listen(contact_id: int, before: str, after: str, **_more: Any) -> None:
        heard.append((contact_id, before, after))

    came(make, ana, 1, now)
    came(make, eva, 3, now)
    steps(now)
    with stage_changed.connected_to(listen):
        service.accept(lead, now, ana.id)
        with pytest.raises(Conflict):
            service.accept(lead, now, ana.id)
        with pytest.raises(Refused):
            service.decline(lead, now, eva.id, "  ")
        service.decline(lead, now, eva.id, "She asked for time")
        service.move(lead, now + timedelta(hours=1), ana.id, 5, "She runs the phone bank")
    assert heard == [(ana.id, "list", "participant"), (ana.id, "participant", "leader")]
    assert [(one.before, one.after, one.suggested_by) for one in queries.list_changes(ana.id)] == [
        (2, 5, None),
        (0, 2, Behaviour.ATTENDED),
    ]
    declined = queries.list_changes(eva.id)[0]
    assert (declined.decision, declined.reason, declined.by_user_id) == (
        Decision.DECLINED,
        "She asked for time",
        lead.user_id,
    )
    assert eva.id in steps(now + timedelta(days=91))
    assert steps(now)[eva.id][1] == 2, "only the declined step is left out"


def test_goals_and_segments_know_the_rungs(organization: Organization, make: Factory, lead: Actor) -> None:
    now, ana = make.now, make.contact()
    service.move(lead, now, ana.id, 5)
    with pytest.raises(NotFound):
        service.move(lead, now, ana.id, 7)
    with pytest.raises(Conflict):
        service.move(lead, now, ana.id, 5)
    measure = measures.get("leaders_stage5")
    assert measure is not None
    window = (now - timedelta(days=1), now + timedelta(days=1))
    assert measure.count(None, None, *window) == 1 == len(measure.happenings(None, None, *window))
    chosen = [Step(Op.ADD, "leadership_stage", {"stages": ["5"]})]
    assert ids_in(chosen, now) == [ana.id]


def test_idle_months_suggest_a_step_down_that_comes_back_with_her(
    organization: Organization, make: Factory, lead: Actor
) -> None:
    now, ana = make.now, make.contact()
    came(make, ana, 3, now - timedelta(days=400))
    service.move(lead, now - timedelta(days=399), ana.id, 3)
    assert steps(now) == {ana.id: (3, 2, Behaviour.IDLE, 6)}
    service.accept(lead, now, ana.id)
    assert steps(now) == {}, "what she did before she went quiet suggests nothing"
    came(make, ana, 1, now + timedelta(days=2))
    assert steps(now + timedelta(days=3)) == {ana.id: (2, 3, Behaviour.ATTENDED, 4)}


def test_many_at_once_can_be_taken_back(organization: Organization, make: Factory, lead: Actor) -> None:
    now, people = make.now, [make.contact() for _each in range(4)]
    for one in people:
        came(make, one, 1, now)
    steps(now)
    batch = service.accept_all(lead, now, 2)
    service.move(lead, now + timedelta(minutes=1), people[0].id, 4)
    assert undo_batch(batch.id, lead, now + timedelta(minutes=2)) == {"restored": 3, "kept": 1}
    assert queries.stages_of([one.id for one in people]) == {people[0].id: 4, **{one.id: 0 for one in people[1:]}}
    assert [one.decision for one in queries.list_changes(people[1].id)] == [Decision.UNDONE, Decision.MOVED]
    with pytest.raises(Conflict):
        service.accept_all(lead, now, 6)


def test_an_organization_words_its_ladder(organization: Organization, make: Factory, lead: Actor) -> None:
    now, ana = make.now, make.contact()
    came(make, ana, 1, now)
    words = service.StageWords("Neighbor", "Vecina", "", "", 0)
    with pytest.raises(NotAllowed):
        service.word_stage(make.actor(organization, Role.ORGANIZER), now, 2, words)
    with pytest.raises(Refused):
        service.word_stage(lead, now, 2, words, {Behaviour.ATTENDED: 100})
    service.word_stage(lead, now, 2, words, {Behaviour.ATTENDED: 0})
    stage = queries.get_stage(2)
    assert (stage.name, stage.name_es, stage.idle_months, stage.key) == ("Neighbor", "Vecina", 0, "participant")
    assert stage.next_ask == "Come to three and join"
    assert steps(now) == {}
    with in_organization(make.organization().id):
        assert queries.get_stage(2).name == "Participant"


def test_who_leads_whom(organization: Organization, make: Factory, lead: Actor) -> None:
    now, people = make.now, [make.contact() for _each in range(10)]
    for one in people:
        service.move(lead, now, one.id, 3)
    boss, *team = people
    for one in team:
        service.put_under(lead, now, one.id, boss.id)
    assert (queries.coverage().percent, queries.list_leaders()[0].fits) == (90, 1)
    with pytest.raises(Refused):
        service.put_under(lead, now, boss.id, team[0].id)
    service.put_under(lead, now, team[1].id, team[0].id)
    with pytest.raises(Refused):
        service.put_under(lead, now, boss.id, team[1].id)
    service.put_under(lead, now, team[8].id, None)
    assert {one.contact.id: (one.people, one.fits) for one in queries.list_leaders()} == {
        boss.id: (7, 0),
        team[0].id: (1, -1),
    }
    assert [one.id for one in queries.list_led_by(team[0].id)] == [team[1].id]


def test_a_merge_keeps_the_higher_rung_and_nobody_leads_herself(
    organization: Organization, make: Factory, lead: Actor
) -> None:
    now, ana, twin, eva = make.now, make.contact(), make.contact(), make.contact()
    service.move(lead, now, ana.id, 2)
    service.move(lead, now, twin.id, 4)
    service.put_under(lead, now, ana.id, twin.id)
    service.put_under(lead, now, eva.id, twin.id)
    batch = merge(lead, now, ana.id, twin.id)
    assert queries.stages_of([ana.id, twin.id]) == {ana.id: 4}
    assert queries.find_leader(ana.id) is None
    assert [one.id for one in queries.list_led_by(ana.id)] == [eva.id]
    assert len(queries.list_changes(ana.id)) == 2
    undo_batch(batch.id, lead, now)
    assert queries.stages_of([ana.id, twin.id]) == {ana.id: 2, twin.id: 4}
    leader = queries.find_leader(ana.id)
    assert leader is not None
    assert leader.id == twin.id


def test_nothing_of_another_organization_is_seen(organization: Organization, make: Factory, lead: Actor) -> None:
    ana = make.contact()
    came(make, ana, 3, make.now)
    with in_organization(make.organization().id):
        assert steps(make.now) == {}
    steps(make.now)
    with in_organization(make.organization().id):
        service.refresh_suggestions(make.now)
        with pytest.raises(NotFound):
            service.move(lead, make.now, ana.id, 2)
    assert queries.find_suggestion(ana.id) is not None
