"""The grammar of segments: what is stored, what is refused in which words, and how a segment is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from crm.accounts.models import Organization
from crm.contacts.models import (
    Tag,
)
from crm.contacts.queries.segments import ids_in, problems, why
from crm.contacts.segments.builder import press, read_steps
from crm.contacts.segments.grammar import Op, Step, from_document, to_document
from crm.contacts.segments.wording import whole_words
from crm.contacts.service.segments import delete_segment, duplicate_segment, save_segment
from crm.core.errors import Refused
from crm.core.i18n import speaking
from tests.support.factories import Factory

LAST_60 = {"span": "last", "days": 60, "from": "", "to": ""}
SPANISH = Step(Op.NARROW, "language", {"languages": ["es"]})


@pytest.fixture
def english(app: Flask, organization: Organization) -> Iterator[None]:
    """Words are said in English."""
    with app.test_request_context():
        yield


def test_steps_come_back_as_they_were_stored() -> None:
    steps = [SPANISH, Step(Op.SUBTRACT, "tag", {"how": "any", "tags": ["1"]}), Step(Op.LIMIT, "at_most", {"count": 3})]
    assert from_document(to_document(steps)) == steps


def test_an_old_document_is_read_in_todays_form() -> None:
    old = {"version": 1, "steps": [{"op": "add", "filter": "language"}, {"op": "intersect", "filter": "may_text"}]}
    assert from_document(old) == [Step(Op.ADD, "language"), Step(Op.NARROW, "may_text")]


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"version": 2},
        {"version": 9, "steps": []},
        {"version": "2", "steps": []},
        {"version": 0, "steps": []},
    ]
    + [{"version": 2, "steps": [step]} for step in ({}, 5, {"op": "eat", "filter": "language", "config": {}})]
    + [{"version": 2, "steps": [{"op": "add", "filter": 3, "config": {}}]}]
    + [{"version": 2, "steps": [{"op": "add", "filter": "language", "config": []}]}],
)
def test_what_is_no_segment_is_refused_in_words(document: Any) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        from_document(document)


def test_too_many_steps_are_refused() -> None:
    with pytest.raises(Refused, match="at most 30"):
        from_document(to_document([SPANISH] * 31))


GONE, MISSING = "gone", "missing"


@pytest.mark.parametrize(
    ("name", "config", "words"),
    [
        ("nonsense", {}, "no filter “nonsense”"),
        ("tag", {"how": "any", "tags": ["987654"]}, GONE),
        ("tag", {"how": "any", "tags": []}, MISSING),
        ("tag", {"how": "any", "tags": "12"}, MISSING),
        ("tag", {"how": "any", "tags": [12]}, GONE),
        ("tag", {"how": "sometimes", "tags": ["1"]}, GONE),
        ("list", {"how": "on", "lists": ["99"]}, GONE),
        ("segment", {"how": "in", "segment": "99"}, GONE),
        ("segment", {"how": "in", "segment": "99999999999999999999"}, GONE),
        ("went", {"how": "came", "action": "99"}, GONE),
        ("went", {"how": "came", "action": ""}, MISSING),
        ("answered_blast", {"how": "yes", "blast": "99"}, GONE),
        ("import", {"how": "new", "run": "99"}, GONE),
        ("owner", {"owners": ["99"]}, GONE),
        ("turf", {"turfs": ["99"]}, GONE),
        ("custom", {"field": "nothing", "match": "filled"}, GONE),
        ("language", {"languages": ["<script>"]}, GONE),
        ("came", {"how": "at_least", "count": "many", "when": LAST_60}, "number from"),
        ("came", {"how": "at_least", "count": True, "when": LAST_60}, "number from"),
        ("came", {"how": "at_least", "count": -1, "when": LAST_60}, "number from"),
        ("came", {"count": 1, "when": {"span": "last", "days": "x"}}, "number of days"),
        ("came", {"count": 1, "when": {"span": "last", "days": 0}}, "number of days"),
        ("came", {"count": 1, "when": {"span": "between", "days": 1, "from": "", "to": ""}}, "first day"),
        ("came", {"count": 1, "when": {"span": "between", "days": 1, "from": "2026-02-30", "to": ""}}, "first day"),
        (
            "came",
            {"count": 1, "when": {"span": "between", "days": 1, "from": "2026-03-02", "to": "2026-03-01"}},
            "comes after",
        ),
        ("came", {"count": 1, "when": "often"}, MISSING),
        ("field", {"field": "city", "match": "is", "text": ""}, MISSING),
        ("place", {"part": "city", "places": " , "}, MISSING),
        ("place", {"part": "birthplace", "places": "Denver"}, GONE),
    ],
)
def test_a_step_that_cannot_be_asked_says_why(
    english: None, now: datetime, name: str, config: dict[str, Any], words: str
) -> None:
    step = Step(Op.NARROW, name, config)
    (problem,) = problems([step], now)
    assert problem is not None and words in str(problem)
    with pytest.raises(Refused):
        ids_in([SPANISH, step], now)
    assert "needs mending" in whole_words([step])


def test_segments_do_not_ask_for_each_other_in_a_circle(
    english: None, organization: Organization, make: Factory, now: datetime
) -> None:
    actor = make.actor(organization)
    person = make.contact(preferred_language="es")
    first = save_segment(actor, now, "First", [SPANISH])
    second = save_segment(actor, now, "Second", [_in_segment(first.id)])
    assert ids_in([_in_segment(second.id)], now) == [person.id]
    assert ids_in([_in_segment(second.id, "out")], now) == []
    with pytest.raises(Refused, match="circle"):
        save_segment(actor, now, "First", [_in_segment(second.id)], first.id)
    with pytest.raises(Refused, match="circle"):
        save_segment(actor, now, "First", [_in_segment(first.id)], first.id)
    delete_segment(actor, now, first.id)
    (problem,) = problems([_in_segment(second.id)], now)
    assert problem is not None and GONE in str(problem)


def _in_segment(segment_id: int, how: str = "in") -> Step:
    return Step(Op.NARROW, "segment", {"how": how, "segment": str(segment_id)})


def test_a_segment_has_a_name_of_its_own(
    english: None, organization: Organization, make: Factory, now: datetime
) -> None:
    actor = make.actor(organization)
    make.contact(preferred_language="es")
    saved = save_segment(actor, now, "  Spanish\nspeakers ", [SPANISH])
    assert (saved.name, saved.people, saved.counted_at) == ("Spanish speakers", 1, now)
    for name in ("", "spanish SPEAKERS"):
        with pytest.raises(Refused, match="name"):
            save_segment(actor, now, name, [])
    assert save_segment(actor, now, "Spanish speakers", [], saved.id).document == to_document([])
    assert [duplicate_segment(actor, now, saved.id).name for _ in range(2)] == [
        "Spanish speakers 2",
        "Spanish speakers 3",
    ]


def test_a_whole_segment_is_said_in_one_sentence(english: None, make: Factory, now: datetime) -> None:
    tag = make.add(Tag(name="Elder"))
    met = {"how": "no", "when": LAST_60}
    steps = [
        SPANISH,
        Step(Op.NARROW, "came_to_last", {"how": "at_least", "count": 2, "last": 4, "kinds": ["house_meeting"]}),
        Step(Op.NARROW, "one_on_one", met),
        Step(Op.ADD, "tag", {"how": "any", "tags": [str(tag.id)]}),
        Step(Op.SUBTRACT, "may_text", {"how": "no"}),
        Step(Op.LIMIT, "at_most", {"count": 50, "order": "random"}),
    ]
    assert whole_words(steps) == (
        "Everyone who speaks Spanish, and who came to at least 2 of the last 4 actions (House meeting), and who had no"
        " one-on-one in the last 60 days; also everyone who is tagged Elder, but nobody who may not be texted; of these"
        " only 50 people, by lot."
    )
    assert whole_words([]) == "Everyone in our books."


def test_why_shows_on_what_each_step_rests(english: None, make: Factory, now: datetime) -> None:
    person = make.contact(preferred_language="es", city="Aurora")
    steps = [SPANISH, Step(Op.NARROW, "place", {"part": "city", "places": "Denver"}), Step(Op.ADD, "may_text", {})]
    answer = why(steps, person.id, now)
    lines = [(reason.words, reason.is_so, reason.evidence, reason.is_in) for reason in answer.reasons]
    assert lines == [
        ("speaks Spanish", True, "Spanish", True),
        ("lives in Denver", False, "Aurora", False),
        ("may be texted", False, "no phone", False),
    ]
    assert not answer.is_in and answer.is_current
    person.archived_at = now
    assert not why([SPANISH], person.id, now).is_in


def test_days_are_those_of_the_organization(make: Factory, organization: Organization) -> None:
    """Denver's November 1 ends at six in the morning of November 2 in UTC, an hour later once summer time is over."""
    day = {"span": "between", "days": 1, "from": "2026-11-01", "to": "2026-11-01"}
    begins, ends = datetime.fromisoformat("2026-11-01T06:00Z"), datetime.fromisoformat("2026-11-02T07:00Z")
    inside = [make.contact(created_at=moment).id for moment in (begins, ends - timedelta(seconds=1))]
    for moment in (begins - timedelta(seconds=1), ends):
        make.contact(created_at=moment)
    assert ids_in([Step(Op.NARROW, "created", {"when": day})], ends) == inside


def test_the_buttons_of_the_builder(english: None) -> None:
    steps = press(press([], "add:language"), "add:at_most")
    assert [(step.op, step.filter) for step in steps] == [(Op.NARROW, "language"), (Op.LIMIT, "at_most")]
    assert [step.filter for step in press(steps, "up:1")] == ["at_most", "language"]
    assert [step.filter for step in press(steps, "down:0")] == ["at_most", "language"]
    assert press(steps, "remove:0") == steps[1:]
    for nonsense in ("add:nothing", "remove:7", "up:x", "dance", "", "up:0", "down:1"):
        assert press(steps, nonsense) == steps


def test_a_form_is_read_in_the_order_of_its_steps() -> None:
    form = {
        "s10-filter": ["language"],
        "s10-languages": ["es", "en"],
        "s2-filter": ["came_to_last"],
        "s2-op": ["subtract"],
        "s2-count": ["two"],
        "s2-last": [" 4 "],
        "s3-filter": ["at_most"],
        "s3-op": ["add"],
        "x-filter": ["nothing"],
    }
    came, limit, language = read_steps(form)
    assert (came.op, came.config["count"], came.config["last"], came.config["how"]) == (Op.SUBTRACT, "two", 4, "")
    assert limit.op is Op.LIMIT
    assert language == Step(Op.NARROW, "language", {"languages": ["es", "en"]})


@pytest.mark.usefixtures("english")
def test_spanish_writes_languages_small_within_a_sentence() -> None:
    assert "speaks Spanish" in whole_words([SPANISH])
    with speaking("es"):
        assert "habla español" in whole_words([SPANISH])
