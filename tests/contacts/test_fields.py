"""Custom fields: defined, typed by kind, filled on a person's form, and made from the columns of files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.contacts.field_values import choices_in, guess_kind, read_value
from crm.contacts.models import Contact, CustomField, FieldKind
from crm.contacts.queries import get_contact, scans
from crm.contacts.queries.fields import find_columns, list_fields, list_misfits
from crm.contacts.service import fields, settling
from crm.contacts.service.fields import FieldWords
from crm.core import jobs
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Conflict, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in

SIZES = ["S", "M", "Extra, extra large"]


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """A coordinator."""
    return make.actor(organization, Role.COORDINATOR)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (FieldKind.TEXT, "  Two   lines\n", "Two lines"),
        (FieldKind.NUMBER, "1,234", 1234),
        (FieldKind.NUMBER, "$3.50", 3.5),
        (FieldKind.NUMBER, "3,5", 3.5),
        (FieldKind.NUMBER, "-7", -7),
        (FieldKind.DATE, "11/24/2026", "2026-11-24"),
        (FieldKind.DATE, "Nov 24, 2026", "2026-11-24"),
        (FieldKind.DATE, "2026-11-24", "2026-11-24"),
        (FieldKind.CHOICE, "extra, EXTRA large", "Extra, extra large"),
        (FieldKind.MANY_CHOICES, "m; S", ["S", "M"]),
        (FieldKind.MANY_CHOICES, ["Extra, extra large", "s"], ["S", "Extra, extra large"]),
        (FieldKind.YES_NO, "Sí", True),
        (FieldKind.YES_NO, "FALSE", False),
        (FieldKind.NUMBER, " ", None),
        (FieldKind.MANY_CHOICES, "", None),
    ],
)
def test_a_value_is_read_by_the_kind_and_reads_again_the_same(kind: FieldKind, raw: Any, value: Any) -> None:
    assert read_value(kind, SIZES, raw) == value
    assert read_value(kind, SIZES, value) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (FieldKind.NUMBER, "about 12"),
        (FieldKind.NUMBER, "1" * 20),
        (FieldKind.NUMBER, "nan"),
        (FieldKind.DATE, "next week"),
        (FieldKind.DATE, "31/31/2026"),
        (FieldKind.CHOICE, "XS"),
        (FieldKind.MANY_CHOICES, "S; XS"),
        (FieldKind.YES_NO, "maybe"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(kind: FieldKind, raw: str) -> None:
    with pytest.raises(Refused, match="“"):
        read_value(kind, SIZES, raw)


@pytest.mark.parametrize(
    ("samples", "kind"),
    [
        (["yes", "No", "sí"], FieldKind.YES_NO),
        (["12", "3.5", ""], FieldKind.NUMBER),
        (["02139", "80202"], FieldKind.TEXT),
        (["1/2/2026", "2026-03-04"], FieldKind.DATE),
        (["S", "M", "s", "M", "L", "l"], FieldKind.CHOICE),
        (["I like to cook", "I can drive"], FieldKind.TEXT),
        ([], FieldKind.TEXT),
    ],
)
def test_the_kind_of_a_column_is_guessed(samples: list[str], kind: FieldKind) -> None:
    assert guess_kind(samples) is kind


def test_choices_are_what_people_wrote_most_first() -> None:
    assert choices_in(["m", "S", "s", "S ", "M", "s"]) == ["S", "m"]


@pytest.mark.parametrize(
    "label",
    [
        "Immigration status",
        "¿Es ciudadano?",
        "Ever arrested?",
        "Health problems",
        "Date of birth",
        "SSN",
        "date_of_birth",
    ],
)
def test_what_is_never_collected_is_refused_with_the_reason(actor: Actor, now: datetime, label: str) -> None:
    with pytest.raises(Refused, match="never kept"):
        fields.create_field(actor, now, FieldWords(label, FieldKind.TEXT))
    with pytest.raises(Refused, match="never kept"):
        fields.create_field(actor, now, FieldWords("About her", FieldKind.CHOICE, choices=["None", label]))


def test_a_field_is_sound(actor: Actor, now: datetime) -> None:
    with pytest.raises(Refused, match="choices"):
        fields.create_field(actor, now, FieldWords("Size", FieldKind.CHOICE, choices=[" "]))
    with pytest.raises(Refused, match="label"):
        fields.create_field(actor, now, FieldWords(" ", FieldKind.TEXT))
    size = fields.create_field(actor, now, FieldWords("Size", FieldKind.CHOICE, choices=["S", " M ", "S"]))
    assert size.choices == ["S", "M"] and size.key == "Size"
    with pytest.raises(Conflict):
        fields.create_field(actor, now, FieldWords("size", FieldKind.TEXT))
    hours = fields.create_field(actor, now, FieldWords("Hours", FieldKind.NUMBER))
    fields.move_field(actor, hours.id, is_up=True)
    assert [field.label for field in list_fields()] == ["Hours", "Size"]
    fields.archive_field(actor, now, hours.id, True)
    assert [field.label for field in list_fields()] == ["Size"]


def test_a_column_becomes_a_field_with_typed_values(actor: Actor, make: Factory, now: datetime) -> None:
    ada = make.contact(custom={"hours_a_week": "1,200", "Shirt": "M"})
    bob = make.contact(custom={"hours_a_week": "some", "Shirt": "m"})
    make.contact(custom={"Shirt": "L"})
    make.contact(custom={"Shirt": "M"})
    found = {column.key: (column.people, column.kind) for column in find_columns()}
    assert found == {"Shirt": (4, FieldKind.CHOICE), "hours_a_week": (2, FieldKind.TEXT)}
    hours = fields.adopt_column(actor, now, "hours_a_week", FieldKind.NUMBER)
    shirt = fields.adopt_column(actor, now, "Shirt", FieldKind.CHOICE)
    assert hours.label == "hours a week" and hours.settled_at == now and shirt.choices == ["M", "L"]
    assert get_contact(ada.id).custom == {"hours_a_week": 1200, "Shirt": "M"}
    assert get_contact(bob.id).custom == {"hours_a_week": "some", "Shirt": "M"}
    assert [(one.contact_id, one.value) for one in list_misfits(hours)] == [(bob.id, "some")]
    assert hours.misfit_count == 1 and find_columns() == []


def test_a_column_that_is_never_collected_stays_what_it_is(actor: Actor, make: Factory, now: datetime) -> None:
    make.contact(custom={"DOB": "1/2/1990"})
    with pytest.raises(Refused, match="Birth dates"):
        fields.adopt_column(actor, now, "DOB", FieldKind.DATE)


def test_many_values_are_read_in_the_background(
    actor: Actor, make: Factory, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "AT_ONCE", 2)
    monkeypatch.setattr(scans, "NIGHT", ())  # no search for duplicates comes between, whatever the hour
    people = [make.contact(custom={"Hours": text}) for text in ("1", "2", "x", "4", "y")]
    field_id = fields.adopt_column(actor, now, "Hours", FieldKind.NUMBER).id
    organization_id = actor.organization_id
    db.session.commit()
    assert db.session.get_one(CustomField, field_id).settled_at is None
    assert jobs.sweep() == 0
    assert jobs.run_waiting() == 1
    with in_organization(organization_id):
        field = next(field for field in list_fields() if field.id == field_id)
        assert field.settled_at and field.misfit_count == 2
        assert [get_contact(one.id).custom["Hours"] for one in people] == [1, 2, "x", 4, "y"]
        settling.unsettle_fields()
        db.session.rollback()


@pytest.fixture
def staff(client: FlaskClient, organization: Organization, make: Factory) -> FlaskClient:
    """A coordinator's browser."""
    return sign_in(client, make.user(organization, Role.COORDINATOR))


def _person(make: Factory, **custom: Any) -> Contact:
    contact = make.contact(first_name="Ada", last_name="Ruiz", custom=custom)
    db.session.commit()
    return contact


def test_fields_are_defined_on_the_screen(staff: FlaskClient) -> None:
    bad = staff.post("/tags/fields/new", data={"label": "Birthday", "kind": "date", "help": "keep me"})
    assert bad.status_code == 422 and "Age band" in bad.text and "keep me" in bad.text
    form = {"label": "Shirt", "label_es": "Camiseta", "kind": "choice", "choices": "S\r\nM"}
    assert staff.post("/tags/fields/new", data=form).status_code == 302
    assert "Shirt" in staff.get("/tags").text
    assert staff.post("/tags/fields/new", data=form).status_code == 422


def test_a_persons_form_asks_and_says_what_is_wrong(
    staff: FlaskClient, actor: Actor, make: Factory, now: datetime
) -> None:
    hours = fields.create_field(actor, now, FieldWords("Hours", FieldKind.NUMBER))
    help_with = fields.create_field(
        actor, now, FieldWords("Helps with", FieldKind.MANY_CHOICES, choices=["Food", "Rides"])
    )
    drives = fields.create_field(actor, now, FieldWords("Drives", FieldKind.YES_NO))
    contact = _person(make, Nickname="Adi")
    names = {"first_name": "Ada", "last_name": "Ruiz", "owner_user_id": "0", "preferred_language": ""}
    typed = {f"custom-{hours.id}": "ten", f"custom-{help_with.id}": ["Rides", "Food"], f"custom-{drives.id}": "yes"}
    bad = staff.post(f"/people/{contact.id}/edit", data={**names, **typed})
    assert bad.status_code == 422 and "“ten” is not a number" in bad.text and 'value="Rides" checked' in bad.text
    assert (
        staff.post(f"/people/{contact.id}/edit", data={**names, **typed, f"custom-{hours.id}": "10"}).status_code == 302
    )
    db.session.expire_all()
    with in_organization(actor.organization_id):
        custom = get_contact(contact.id).custom
    assert custom == {"Nickname": "Adi", "Hours": 10, "Helps with": ["Food", "Rides"], "Drives": True}
    page = staff.get(f"/people/{contact.id}").text
    assert "Food, Rides" in page and "From files" in page and "Nickname" in page
    staff.post(f"/people/{contact.id}/edit", data=names)
    db.session.expire_all()
    with in_organization(actor.organization_id):
        assert get_contact(contact.id).custom == {"Nickname": "Adi"}


def test_a_misfit_that_is_not_touched_does_not_stop_a_save(
    staff: FlaskClient, actor: Actor, make: Factory, now: datetime
) -> None:
    contact = _person(make, Hours="some")
    hours = fields.adopt_column(actor, now, "Hours", FieldKind.NUMBER)
    db.session.commit()
    names = {"first_name": "Ana", "last_name": "Ruiz", "owner_user_id": "0", "preferred_language": ""}
    staff.post(f"/people/{contact.id}/edit", data={**names, f"custom-{hours.id}": "some"})
    db.session.expire_all()
    with in_organization(actor.organization_id):
        known = get_contact(contact.id)
    assert known.first_name == "Ana" and known.custom == {"Hours": "some"}
    assert "“some”" in staff.get(f"/tags/fields/{hours.id}").text


def test_columns_of_files_are_one_tap_from_a_field(staff: FlaskClient, make: Factory) -> None:
    _person(make, Shirt="M", DOB="1990")
    assert "Shirt" in staff.get("/tags/columns").text
    assert staff.post("/tags/columns", data={"key": "Shirt", "kind": "text"}).status_code == 302
    refused = staff.post("/tags/columns", data={"key": "DOB", "kind": "date"})
    assert refused.status_code == 422 and "Birth dates" in refused.text
    assert staff.post("/tags/columns", data={"key": "x", "kind": "nonsense"}).status_code == 422


def test_an_organizer_does_not_define_what_everybody_is_asked(
    client: FlaskClient, organization: Organization, make: Factory
) -> None:
    sign_in(client, make.user(organization, Role.ORGANIZER))
    assert client.post("/tags/fields/new", data={"label": "Shirt", "kind": "text"}).status_code == 403
