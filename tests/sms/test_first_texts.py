"""What every first text must say, what carriers stop, and what one key on "I need a ride" leaves behind for others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm.accounts.models import Organization
from crm.commitments.queries import list_tasks_for_contact
from crm.contacts.queries.tags import tags_of
from crm.core.actor import Role
from crm.core.errors import Refused
from crm.sms.merge_fields import problems, short_link
from crm.sms.models import Origin
from crm.sms.service.conversations import answer, text_person
from crm.sms.service.quick_answers import answer_quickly, take_back
from tests.sms.inbox_support import reach, text_in
from tests.support.factories import Factory


@pytest.mark.parametrize(
    ("words", "shortener"),
    [
        ("See https://bit.ly/abc now", "bit.ly"),
        ("See TinyURL.com/abc", "tinyurl.com"),
        ("at t.co/1", "t.co"),
        ("orbit.ly/x or debit.lyon.example", None),
        ("Meet at 5 p.m. at St.Columba", None),
    ],
)
def test_public_shorteners_are_refused_by_name(words: str, shortener: str | None) -> None:
    assert short_link(words) == shortener
    found = problems(f"Puente: {words} STOP to opt out", {}, "en", ["Puente"])
    assert any(one.params.get("link", "") == shortener for one in found) is (shortener is not None)


@pytest.mark.parametrize(
    ("language", "written", "sent"),
    [
        ("en", "Hi, it is Rosa.", "Puente: Hi, it is Rosa. STOP to opt out"),
        ("es", "Hola, soy Rosa.", "Puente: Hola, soy Rosa. STOP para salir"),
        ("en", "Rosa of Puente here. Reply STOP to end", "Rosa of Puente here. Reply STOP to end"),
    ],
)
def test_a_first_text_says_who_writes_and_how_to_stop(
    organization: Organization, make: Factory, language: str, written: str, sent: str
) -> None:
    organization.short_name = "Puente"
    person = make.contact(preferred_language=language)
    phone = reach(person, make.phone(), make.now)
    actor = make.actor(organization, Role.COORDINATOR)
    message = text_person(actor, make.now, person.id, phone, written, "k")
    assert message.origin is Origin.ASK  # nobody asked for it: it rests on consent alone, and is a touch
    assert message.body == sent
    assert text_person(actor, make.now, person.id, phone, written, "k").id == message.id
    with pytest.raises(Refused, match="links of"):
        answer(actor, make.now, message.conversation_id, "See bit.ly/x", "k2")
    assert answer(actor, make.now, message.conversation_id, "At five.", "k3").body == "At five."


def test_one_key_on_a_ride_tags_the_need_and_gives_the_task_to_who_looks_after_her(
    organization: Organization, make: Factory
) -> None:
    owner, actor = make.user(organization, Role.ORGANIZER), make.actor(organization, Role.COORDINATOR)
    make.action(starts_at=make.now + timedelta(days=9), short_title="Hearing")
    person = make.contact(owner_user_id=owner.id)
    thread = text_in(reach(person, make.phone(), make.now), "Can I get a ride?", make.now)
    message = answer_quickly(actor, make.now, thread.id, "answer_ride", "We will find you a ride.", "k")
    (task,) = list_tasks_for_contact(person.id)
    assert (task.kind, task.assignee_user_id) == ("ride", owner.id)
    assert [tag.name for tag in tags_of([person.id]).get(person.id, [])] == ["needs a ride"]
    take_back(actor, make.now, message.id)
    assert (
        tags_of([person.id]).get(person.id, []) == []
        and [one for one in list_tasks_for_contact(person.id) if one.status == "open"] == []
    )
