"""Other versions of the exports than the examples: other years, orders, languages and tools; headers are synonyms."""

import io
from typing import Any

import pytest

from crm.core.phones import normalize_all
from crm.imports.reading import Kind, OpenedList, PersonRow, RejectedRow, UnreadableFile, open_table
from tests.imports.kinds_examples import FILES


def opened(name: str) -> OpenedList:
    """One of the other versions, opened under its own name."""
    return open_table(io.BytesIO(FILES[name].encode()), name)


def rows_of(name: str) -> list[PersonRow]:
    """Its people."""
    return [row for row in opened(name).rows() if isinstance(row, PersonRow)]


def facts(row: PersonRow) -> dict[str, Any]:
    """What a row says, without what it does not say and without lines and moments."""
    said = {name: value for name, value in row._asdict().items() if value}
    for name in ("line", "consent_at", "email_consent_source", "merged", "extra"):
        said.pop(name, None)
    if row.phone:
        said["phone"] = normalize_all(" ; ".join((row.phone, *row.other_phones)))
        said.pop("other_phones", None)
    return said


ANA = {"first_name": "Ana", "last_name": "Ruiz"}
MAIL = {"email": "ana@example.org"}
ONE = {"phone": ["+13035550101"]}
TWO = {"phone": ["+17205550102", "+13035550101"]}
HOME = {"street": "1 Oak St", "city": "Denver", "state": "CO", "zip": "80204"}
OUT = {"sms_consent": "opted_out"}
MAIL_IN, MAIL_OUT = {"email_consent": "opted_in"}, {"email_consent": "opted_out"}
VAN = {"external_system": "van"}
WANTED: dict[str, tuple[Kind, dict[str, Any]]] = {
    "van_tabs.txt": (
        Kind.VAN_PEOPLE,
        ANA | MAIL | VAN | OUT | {"middle_name": "M", "external_id": "10001", "phone": ["+19735550101"], "street": "12 Oak St",
        "city": "Newark", "state": "NJ", "zip": "07104", "tags": ("Invest Divest 2026",)},
    ),
    "van_mycampaign.csv": (Kind.VAN_PEOPLE, ANA | MAIL | VAN | OUT | ONE | HOME | {"external_id": "55"}),
    "van_codes_by_name.csv": (Kind.VAN_ACTIVIST_CODES, ANA | VAN | {"external_id": "1", "tags": ("Volunteer", "Leader")}),
    "van_notes.csv": (Kind.VAN_NOTES, ANA | VAN | {"external_id": "1"}),
    "action_network_titles.csv": (
        Kind.ACTION_NETWORK_REPORT,
        ANA | MAIL | ONE | OUT | MAIL_IN | {"zip": "80204", "tags": ("a", "b"), "external_id": "action_network:1",
        "external_system": "action_network"},
    ),
    "action_network_fields.csv": (
        Kind.ACTION_NETWORK_REPORT,
        ANA | MAIL | MAIL_IN | {"state": "CO", "sms_consent": "opted_in", "external_id": "u1",
        "external_system": "action_network"},
    ),
    "eventbrite_es.csv": (Kind.EVENTBRITE_ATTENDEES, ANA | MAIL | ONE),
    "Registro (respuestas) - Respuestas de formulario 1.csv": (
        Kind.GOOGLE_FORM,
        MAIL | {"first_name": "Ana", "last_name": "Ruiz Peña", "phone": ["+13035550101", "+17205550102"], "zip": "80204",
        "language": "es", "sms_consent": "opted_in", "consent_source": "Google Form: Registro",
        "consent_words": "¿Podemos enviarle mensajes de texto?"},
    ),
    "form_en.csv": (
        Kind.GOOGLE_FORM,
        ANA | MAIL | ONE | {"zip": "80204", "sms_consent": "opted_in", "consent_source": "Google Form: form_en",
        "consent_words": "By checking yes, I agree to receive text messages from CU. Msg rates apply."},
    ),
    "google_old.csv": (
        Kind.GOOGLE_CONTACTS,
        ANA | MAIL | TWO | HOME | {"middle_name": "María", "other_emails": ("ana2@example.org",), "tags": ("Tenants",)},
    ),
    "outlook_es.csv": (
        Kind.OUTLOOK_CONTACTS,
        MAIL | {"first_name": "Ana", "last_name": "Ruiz Peña", "phone": ["+17205550102", "+13035550109"],
        "street": "1 Oak St", "city": "Aurora", "state": "CO", "zip": "80010"},
    ),
    "outlook_com.csv": (Kind.OUTLOOK_CONTACTS, ANA | MAIL | TWO | HOME | {"street": "1 Main"}),
    "spoke_results.csv": (Kind.SPOKE_RESULTS, ANA | ONE | OUT | {"city": "Denver", "zip": "80204"}),
    "spoke_snake.csv": (Kind.SPOKE_UPLOAD, ANA | ONE),
    "unsubscribed_members_export_12ab.csv": (
        Kind.MAILCHIMP, ANA | MAIL | MAIL_OUT | {"external_id": "e1", "external_system": "mailchimp"},
    ),
    "cleaned_segment_export.csv": (
        Kind.MAILCHIMP, ANA | MAIL | MAIL_OUT | {"external_id": "e1", "external_system": "mailchimp"},
    ),
    "subscribed_contacts.csv": (
        Kind.MAILCHIMP,
        ANA | MAIL | ONE | MAIL_IN | {"tags": ("x, y", "z"), "external_id": "e1", "external_system": "mailchimp"},
    ),
    "invitados.csv": (Kind.FACEBOOK_GUESTS, ANA),
    "guests_by_name.csv": (Kind.FACEBOOK_GUESTS, ANA),
    "People-Grid view.csv": (Kind.AIRTABLE, ANA | MAIL | ONE),
    "nationbuilder.csv": (
        Kind.PEOPLE,
        ANA | MAIL | TWO | HOME | MAIL_OUT | {"external_id": "12", "external_system": "nationbuilder", "tags": ("a", "b"),
        "sms_consent": "opted_in"},
    ),
    "hustle.csv": (Kind.PEOPLE, ANA | ONE | OUT | {"tags": ("x",), "external_id": "1"}),
    "thrutext.csv": (Kind.PEOPLE, ANA | ONE | OUT | {"external_id": "77"}),
    "callhub.csv": (Kind.PEOPLE, ANA | MAIL | TWO | OUT | {"city": "Denver", "state": "CO", "zip": "80204"}),
    "salsa.csv": (
        Kind.PEOPLE, ANA | MAIL | ONE | HOME | MAIL_IN | {"prefix": "Ms.", "external_id": "abc"},
    ),
    "constant_contact.csv": (Kind.PEOPLE, ANA | MAIL | ONE | HOME | MAIL_IN | {"tags": ("t1",)}),
    "surveymonkey.csv": (
        Kind.PEOPLE,
        ANA | ONE | {"external_id": "11", "sms_consent": "opted_in", "consent_source": "surveymonkey",
        "consent_words": "May we text you updates?"},
    ),
    "jotform.csv": (
        Kind.PEOPLE,
        ANA | MAIL | ONE | HOME | {"external_id": "555", "sms_consent": "opted_in", "consent_source": "jotform",
        "consent_words": "Can we text you?"},
    ),
    "typeform.csv": (Kind.PEOPLE, ANA | MAIL | ONE),
    "no_header.csv": (Kind.PEOPLE, ANA | MAIL | ONE | {"zip": "80204"}),
    "no_header_semicolon.csv": (Kind.PEOPLE, ANA | ONE),
    "unknown_words.csv": (Kind.PEOPLE, ANA | MAIL | ONE),
    "stop list.csv": (Kind.PEOPLE, ONE | OUT),
    "unsubscribes.csv": (Kind.PEOPLE, MAIL | MAIL_OUT),
    "several_phones.csv": (
        Kind.PEOPLE, ANA | {"phone": ["+13035550103", "+13035550101", "+13035550102"], "street": "1 Oak St", "city": "Denver"},
    ),
    "dos_apellidos.csv": (
        Kind.PEOPLE,
        MAIL | ONE | {"first_name": "Ana María", "last_name": "Ruiz Peña", "street": "Calle 1", "city": "Denver", "zip": "80204"},
    ),
    "two_header_lines.csv": (Kind.PEOPLE, ANA | MAIL | ONE),
    "bilingual_header_lines.csv": (Kind.PEOPLE, ANA | MAIL | ONE),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WANTED))
def test_another_version_is_read_like_the_example(name: str) -> None:
    kind, wanted = WANTED[name]
    assert opened(name).kind is kind
    row = rows_of(name)[0]
    assert facts(row._replace(signup=())) == wanted


def test_every_other_version_is_tried() -> None:
    assert set(WANTED) | {"mobilize_titles.csv", "eventbrite_new.csv", "rejected.csv"} == set(FILES)
    assert len(FILES) >= 25


def test_tickets_of_a_buyer_and_her_guests() -> None:
    ana, beto = rows_of("eventbrite_new.csv")
    assert (ana.email, ana.merged, ana.signup[0].attended, ana.signup[0].title) == ("ana@example.org", 2, True, "Forum")
    assert (beto.first_name, beto.email, beto.phone) == ("Beto", None, None)
    assert [row.merged for row in rows_of("eventbrite_es.csv")] == [2]


def test_the_best_of_two_sign_ups_to_one_event_counts() -> None:
    (ana,) = rows_of("mobilize_titles.csv")
    assert [(one.status, one.attended) for one in ana.signup] == [("registered", True)]
    assert (ana.zip, ana.merged) == ("02139", 2)


def test_notes_of_one_person_are_kept_together() -> None:
    assert rows_of("van_notes.csv")[0].extra == {"NoteText": "Loves dogs\nCall back"}


def test_who_said_no_is_not_textable_and_not_stopped() -> None:
    ana, beto = rows_of("Registro (respuestas) - Respuestas de formulario 1.csv")
    assert (ana.sms_consent, beto.sms_consent, beto.language) == ("opted_in", "", "en")


def test_somebody_elses_address_is_not_hers() -> None:
    for name in ("hustle.csv", "thrutext.csv", "spoke_results.csv"):
        assert not any(row.email for row in rows_of(name))
    assert "Emergency contact phone" in rows_of("form_en.csv")[0].extra


def test_birth_dates_are_not_kept() -> None:
    assert not any("19" in str(row.extra) for row in (*rows_of("nationbuilder.csv"), *rows_of("van_tabs.txt")))


def test_a_file_of_rejected_rows_comes_in_again_without_its_remarks() -> None:
    found = list(opened("rejected.csv").rows())
    assert [type(row) for row in found] == [PersonRow, RejectedRow]
    assert isinstance(found[0], PersonRow)
    assert (found[0].phone, found[0].extra) == ("+13035550101", {})


def test_a_lone_first_name_is_set_aside_whatever_else_the_file_says() -> None:
    aside = [row for row in opened("guests_by_name.csv").rows() if isinstance(row, RejectedRow)]
    assert [row.cells for row in aside] == [("Cher", "Going")]
    assert "only a first name" in str(aside[0].reason)


def test_a_table_of_unknown_words_is_a_list_when_it_is_asked_for_as_one() -> None:
    source = io.BytesIO(b"Ward,Budget\n1,200000\n2,300000\n")
    with pytest.raises(UnreadableFile, match="choose"):
        open_table(source, "wards.csv")
    asked = open_table(source, "wards.csv", "people")
    assert [column.field for column in asked.columns] == [None, None]
    assert all(isinstance(row, RejectedRow) for row in asked.rows())


def test_columns_say_how_sure_they_are_and_show_samples() -> None:
    columns = {column.key: column for column in opened("no_header.csv").columns}
    assert [column.field for column in columns.values()] == ["first_name", "last_name", "email", "phone", "zip"]
    assert {column.confidence for column in columns.values()} == {0.5}
    assert columns["Column 1"].samples == ("Ana", "Beto", "Carla")


def test_columns_are_mapped_by_hand() -> None:
    source = io.BytesIO(b"Who,Where,Colour,Colour\nAna Ruiz,ana@example.org,red,blue\n")
    mapping = {"Who": "full_name", "Colour": "tag", "Colour (2)": "leave"}
    opened_list = open_table(source, "x.csv", mapping=mapping)
    (row,) = opened_list.rows()
    assert isinstance(row, PersonRow)
    assert (row.last_name, row.email, row.tags, row.extra) == ("Ruiz", "ana@example.org", ("Colour",), {})
    again = open_table(source, "x.csv", mapping={"Where": "custom", "Who": "full_name"})
    assert next(again.rows()).extra == {"Where": "ana@example.org", "Colour": "red", "Colour (2)": "blue"}  # type: ignore[union-attr]


def test_the_same_headers_in_another_order_have_the_same_fingerprint() -> None:
    one = open_table(io.BytesIO(b"Name,Email\nAna Ruiz,a@example.org\n"), "a.csv")
    two = open_table(io.BytesIO(b"EMAIL;name\na@example.org;Ana Ruiz\n"), "b.csv")
    other = open_table(io.BytesIO(b"Name,Mail\nAna Ruiz,a@example.org\n"), "c.csv")
    assert one.fingerprint == two.fingerprint != other.fingerprint
