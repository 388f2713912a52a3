"""Lists as people really keep them: titles above the header, totals below, two names in a cell, households, rows in doubt."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from crm.contacts.models import Contact, DuplicateSuggestion, Household, HouseholdMember
from crm.contacts.service import NewContact, create_contact
from crm.core.database import db
from crm.imports.incoming import Incoming
from crm.imports.matching import LIKELY
from crm.imports.queries import list_doubtful
from crm.imports.reading import open_table
from crm.imports.service import apply, decide, preview, undo
from crm.imports.service.opening import ListFile
from tests.imports.support import bring


@pytest.fixture
def actor(organization: Any, make: Any) -> Any:
    return make.actor(organization)


def read(text: str | bytes) -> list[Incoming]:
    data = text if isinstance(text, bytes) else text.encode()
    opened = open_table(io.BytesIO(data), "list.csv")
    return ListFile(io.BytesIO(data), opened, (ZoneInfo("America/Denver"), "US")).next_batch()


def test_titles_above_and_totals_and_page_numbers_below_are_no_people() -> None:
    rows = read(
        "Community Meeting Sign-in — 5/3/2025\nLocation: Library\n\n#,Name,Phone,Dues,Zip\n"
        "1,Ana Ruiz,303-555-0101,20,2139\n2,Bea Soto,303-555-0102 ext. 4,30,80203\n,,,,\nTotal,,,50,\nPage 1 of 1,,,,\n"
    )
    assert [(row.name, row.phones) for row in rows] == [
        ("Ana Ruiz", ("+13035550101",)),
        ("Bea Soto", ("+13035550102",)),
    ]


def test_a_spanish_list_of_windows_with_two_surnames_and_a_yes_to_texts() -> None:
    text = (
        "Nombre(s);Ap. Paterno;Ap. Materno;Teléfono móvil;C.P.;Edo.;Idioma que prefiere;¿Acepta mensajes de texto?\n"
        "José;Peña;Gómez;303 555 0102;02139;MA;Español;sí\nMaría;Núñez;;720-555-0103;80203;CO;Inglés;no\n"
    )
    jose, maria = read(text.encode("cp1252"))
    assert (jose.first, jose.last, jose.language, jose.sms_consent) == ("José", "Peña Gómez", "es", "opted_in")
    assert jose.consent_words == "¿Acepta mensajes de texto?"
    assert (maria.last, maria.language, maria.sms_consent) == ("Núñez", "en", "")


def test_a_form_that_asks_for_the_name_and_then_for_the_last_name() -> None:
    (ana, bea) = read(
        "Marca temporal,¿Cuál es tu nombre?,¿Tu apellido?,Número de celular,Preferred lang\n"
        "2026/10/03,Ana,Peña,(303) 555-0121,español\n2026/10/03,Bea Soto,Soto,303-555-0122,\n"
    )
    assert (ana.first, ana.last, ana.language) == ("Ana", "Peña", "es")
    assert (bea.first, bea.last) == ("Bea", "Soto")


def test_leads_of_facebook_mark_numbers_and_codes_and_are_utf_16_without_a_mark() -> None:
    text = "id\tcreated_time\tplatform\tfull_name\temail\tphone_number\tzip_code\n" + (
        "l:12\t2026-10-03T14:22:11-06:00\tfb\tLupe Ortega\tlupe@example.org\tp:+13035550107\tz:80219\n"
    )
    (lupe,) = read(text.encode("utf-16-le"))
    assert (lupe.name, lupe.phones, lupe.fields["postal_code"]) == ("Lupe Ortega", ("+13035550107",), "80219")


def test_a_sheet_with_titles_pipes_and_the_letters_of_an_old_mac() -> None:
    text = (
        "Lista de asistencia|||\n|||\nNo.|Nombre completo|Celular|Correo|Firma\n"
        "1|Íñigo Muñoz Peña|303 555 0114|inigo@example.org|x\n2|Sofía Ibáñez|720-555-0115||x\n"
    )
    inigo, sofia = read(text.encode("mac_roman"))
    assert (inigo.first, inigo.last, sofia.name) == ("Íñigo", "Muñoz Peña", "Sofía Ibáñez")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Smith, Jr., John", ("John", "Smith", "Jr.")),
        ("Ruiz Soto, Ana María", ("Ana", "Ruiz Soto", "")),
        ("de la Cruz, José", ("José", "de la Cruz", "")),
        ("Ana 🌻 Ruiz", ("Ana", "Ruiz", "")),
    ],
)
def test_a_whole_name_is_taken_apart(cell: str, expected: tuple[str, str, str]) -> None:
    (row,) = read(f'😀 Name,📱 Phone\n"{cell}",303-555-0101\n')
    assert (row.first, row.last, row.suffix) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "ana@example.org; b@example.com",
        "<ana@example.org> b@example.com",
        "Ana <ana@example.org>, B <b@example.com>",
        "mailto:ana@example.org | B@Example.com",
    ],
)
def test_every_address_of_a_cell_is_kept(cell: str) -> None:
    (row,) = read(f'Name,Emails\nAna Ruiz,"{cell}"\n')
    assert row.emails == ("ana@example.org", "b@example.com")


def test_a_household_column_lets_people_live_together_and_an_undo_parts_them(actor: Any, now: datetime) -> None:
    data = "Household,First name,Last name,City\nRuiz-12,Ana,Ruiz,Denver\nRuiz-12,Leo,Ruiz,Denver\nPaz,Cy,Paz,Denver\n"
    run = bring(actor, now, data.encode(), "list.csv")
    (home,) = db.session.scalars(select(Household))
    assert (home.name, home.city) == ("Ruiz-12", "Denver")
    names = select(Contact.first_name).join(HouseholdMember, HouseholdMember.contact_id == Contact.id)
    assert sorted(db.session.scalars(names)) == ["Ana", "Leo"]
    undo(actor, now, run.id)
    assert list(db.session.scalars(select(Household))) == []


def test_a_row_decided_later_waits_among_the_duplicates_with_its_reason(actor: Any, now: datetime) -> None:
    create_contact(actor, now, NewContact(first_name="Ana", last_name="Ruiz"))
    run = preview(actor, now, b"First name,Last name\nAna,Ruiz\nBea,Soto\n", "list.csv")
    (doubtful,) = list_doubtful(run.id)
    decide(actor, now, run.id, doubtful.id, "later")
    counts = apply(actor, now, run.id).counts
    assert (counts["new"], counts["review"], counts["created"]) == (1, 1, 2)
    (pair,) = db.session.scalars(select(DuplicateSuggestion))
    assert pair.reasons == ["same name"]


HEADER = b"First name,Last name,Phone,Street,City,State,Zip\n"


def test_the_same_name_at_the_same_address_is_asked_though_the_number_is_another(actor: Any, now: datetime) -> None:
    home = {"street": "1204 Federal Blvd", "city": "Denver", "state": "CO", "postal_code": "80204"}
    new = NewContact(first_name="Guadalupe", last_name="Quintero", phone="+13035550101", **home)  # type: ignore[arg-type]
    contact = create_contact(actor, now, new)
    run = preview(
        actor, now, HEADER + b"Guadalupe,Quintero,303-555-0102,1204 Federal Boulevard,Denver,CO,80204\n", "list.csv"
    )
    (doubtful,) = list_doubtful(run.id)
    assert (doubtful.candidate_id, doubtful.reason, doubtful.details["params"]) == (
        contact.id,
        LIKELY,
        {"name": "Guadalupe Quintero"},
    )
    other = HEADER + b"Guadalupe,Quintero,303-555-0103,9 Elm St,Boulder,CO,80301\n"
    assert preview(actor, now, other, "other.csv").counts["review"] == 0
