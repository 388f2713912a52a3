"""Templates and merge fields: seeded, filled, and checked before use."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from crm.accounts.models import Organization
from crm.core.errors import NotFound, Refused
from crm.sms import merge_fields
from crm.sms.queries.templates import list_templates
from crm.sms.segments import measure
from crm.sms.service.templates import revise_template, seed_templates
from tests.support.factories import Factory

VALUES = {"first_name": "Lupe", "org": "Puente", "event": "Budget webinar", "link": "example.org/v"}
GOOD = "Hi {first_name}, thanks for {event}. {org}. STOP to opt out"


def sentences(body: str, values: dict[str, str], language: str = "en") -> str:
    return " ".join(str(one) for one in merge_fields.problems(body, values, language, ("Puente", "Puente Abierto")))


def test_thirty_texts_in_both_languages_once(organization: Organization) -> None:
    assert seed_templates(organization) == 0  # it was made with them
    templates = list_templates()
    assert len(templates) == 30 and all(set(one.bodies) == {"en", "es"} for one in templates)
    assert templates[0].key == "optin_confirm"


def test_every_seeded_text_is_one_segment_with_its_longest_sample(organization: Organization) -> None:
    for template in list_templates():
        for language, body in template.bodies.items():
            values = {name: field.sample[language] for name, field in merge_fields.fields().items()}
            assert set(merge_fields.used_fields(body)) <= set(merge_fields.fields())
            assert measure(merge_fields.render(body, values)).segments == 1


def test_a_revision_is_a_new_version_and_the_newest_counts(
    organization: Organization, make: Factory, now: datetime
) -> None:
    actor = make.actor(organization)
    assert revise_template(actor, now, "thanks_attended", "es", "Gracias, {first_name}. {org}").version == 2
    found = next(one for one in list_templates() if one.key == "thanks_attended")
    assert found.bodies["es"] == "Gracias, {first_name}. {org}"
    with pytest.raises(Refused, match="no merge field"):
        revise_template(actor, now, "thanks_attended", "es", "Hola {nombre}")
    with pytest.raises(NotFound):
        revise_template(actor, now, "no_such_text", "es", "Hola")


def test_a_sound_text_has_no_problem() -> None:
    assert sentences(GOOD, VALUES) == ""
    assert merge_fields.render(GOOD, VALUES) == "Hi Lupe, thanks for Budget webinar. Puente. STOP to opt out"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Hi {nombre}. {org}. STOP to opt out", "{nombre}, which is no merge field"),
        ("Hi {First Name}. {org}. STOP to opt out", "no merge field"),
        ("Hi {first_name. {org}. STOP to opt out", "single brace"),
        ("Hi }. {org}. STOP to opt out", "single brace"),
        ("Come on {date}. {org}. STOP to opt out", "Nothing fills {date}"),
        ("Hi {first_name}. {org}.", "how to stop"),
        ("Hi {first_name}. STOP to opt out", "who writes"),
        ("", "is empty"),
        ("{org} STOP " + "a" * 1600, "longer than 1600"),
    ],
)
def test_what_is_wrong_is_said(body: str, said: str) -> None:
    assert said in sentences(body, VALUES)


def test_the_name_written_out_is_enough() -> None:
    assert sentences("Puente Abierto here. STOP to opt out", VALUES) == ""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Hi {first_name}, ready?", "Hi, ready?"),
        ("¡Gracias por venir a {event}, {first_name}! ¿Con qué?", "¡Gracias por venir a Budget webinar! ¿Con qué?"),
        ("{first_name}, sign up", "Sign up"),
        ("Thanks {first_name}. What", "Thanks. What"),
    ],
)
def test_a_person_without_a_name_gets_a_whole_sentence(body: str, text: str) -> None:
    assert merge_fields.render(body, VALUES | {"first_name": ""}) == text


def test_values_are_said_as_texts_say_them() -> None:
    assert merge_fields.say_date(date(2026, 11, 24), "en") == "Tue Nov 24"
    assert merge_fields.say_date(date(2026, 11, 24), "es") == "24/11"
    assert merge_fields.say_time(time(18, 30)) == "6:30 PM"
    assert merge_fields.say_phone("+13125550100") == "312-555-0100"
    assert merge_fields.cut("Invest/Divest 101 for everybody", 20) == "Invest/Divest 101"
    assert merge_fields.composed("man\u0303ana\r\n") == "mañana"


def test_render_refuses_what_is_not_filled() -> None:
    with pytest.raises(Refused, match="date"):
        merge_fields.render("On {date}", VALUES)
    with pytest.raises(Refused, match="nombre"):
        merge_fields.render("Hi {nombre}", VALUES)
