"""Every example export is told by its kind and read as expected.json says."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from crm.core.phones import normalize, normalize_all
from crm.imports.reading import PersonRow, WebinarReport, open_table, read_report
from tests.imports.examples import EXPECTED, raw


def rows_of(name: str) -> list[PersonRow]:
    """All people of an example, in the order of their first rows."""
    return [row for row in open_table(io.BytesIO(raw(name)), name).rows() if isinstance(row, PersonRow)]


@pytest.mark.parametrize("name", sorted(name for name in EXPECTED if "kind" in EXPECTED[name]))
def test_the_kind_is_told(name: str) -> None:
    assert read_report(raw(name), name).kind.value == EXPECTED[name]["kind"]


COUNTS: dict[str, Callable[[dict[str, Any]], int]] = {
    "rows": lambda facts: facts["rows"],
    "people_rows": lambda facts: facts["people_rows"],
    "data_rows": lambda facts: facts["data_rows"],
    "signup_rows": lambda facts: facts["signup_rows"],
    "ticket_rows": lambda facts: facts["ticket_rows"],
}


@pytest.mark.parametrize("name", sorted(name for name in EXPECTED if not name.startswith("zoom")))
def test_every_row_is_counted_and_none_is_lost(name: str) -> None:
    opened = open_table(io.BytesIO(raw(name)), name)
    rows = list(opened.rows())
    assert all(isinstance(row, PersonRow) for row in rows)
    wanted = next(count(EXPECTED[name]) for key, count in COUNTS.items() if key in EXPECTED[name])
    assert opened.rows_read == wanted
    assert sum(row.merged for row in rows if isinstance(row, PersonRow)) == wanted


def test_zoom_reports_are_left_to_their_own_reader() -> None:
    report = read_report(raw("zoom_webinar_registration.csv"), "r.csv")
    assert isinstance(report, WebinarReport)


def test_people_of_van_come_with_their_codes_and_zips_but_without_birth_dates() -> None:
    wanted = {person["vanid"]: person for person in EXPECTED["van_people_export.csv"]["people"]}
    rows = rows_of("van_people_export.csv")
    assert {row.external_id for row in rows} == set(wanted)
    for row in rows:
        person = wanted[row.external_id]
        assert (row.external_system, row.zip, list(row.tags)) == ("van", person["zip5"], person["activist_codes"])
        assert normalize(row.phone) == (person["phone_e164"] or None)
        assert "DOB" not in row.extra


def test_codes_of_van_are_tags_of_one_person_each() -> None:
    rows = rows_of("van_activist_codes_export.csv")
    assert len({row.external_id for row in rows}) == len(rows)
    assert (rows[0].last_name, rows[0].first_name, rows[0].tags) == (
        "Casares-Nazario",
        "Fidel",
        ("Bring 3 Pledge_(CU)",),
    )


def test_nobody_of_action_network_is_subscribed_again() -> None:
    rows = {row.email: row for row in rows_of("action_network_report.csv")}
    for person in EXPECTED["action_network_report.csv"]["people"]:
        row = rows[person["email"]]
        assert row.email_consent == ("opted_in" if person["email_ok"] else "opted_out")
        assert (row.sms_consent == "opted_in") is person["sms_ok"]
        assert row.consent_words == ""
        assert list(row.tags) == person["tags"] or isinstance(person["tags"], str)  # a tag with ", " in its name
        assert row.external_system == "action_network"
        assert row.email_consent_source == "Action Network"
        assert (row.consent_at is not None) is person["email_ok"]
    assert sum(row.sms_consent == "opted_out" for row in rows.values()) == 24


def test_one_person_of_mobilize_has_all_her_sign_ups() -> None:
    rows = rows_of("mobilize_signups.csv")
    assert len(rows) == EXPECTED["mobilize_signups.csv"]["unique_people"]
    imani = rows[0]
    assert [(one.event_id, one.status, one.attended) for one in imani.signup] == [
        ("426501", "registered", False),
        ("336693", "registered", True),
        ("600081", "confirmed", True),
    ]
    assert imani.signup[0].zone == "America/Denver"
    assert {row.zip for row in rows if len(row.zip) != 5} == set()
    assert "07104" in {row.zip for row in rows}


def test_a_ticket_without_a_name_makes_nobody() -> None:
    rows = rows_of("eventbrite_attendees.csv")
    assert len(rows) == 40
    assert len({row.email for row in rows}) == 40
    assert not any("nfo " in f"{row.first_name} {row.last_name} {row.email}" for row in rows)
    ronnie = next(row for row in rows if row.first_name == "Ronnie")
    assert (ronnie.merged > 1, [one.attended for one in ronnie.signup]) == (True, [True])


def test_answers_of_a_form_keep_both_numbers_and_the_words_agreed_to() -> None:
    rows = rows_of("google_form_responses.csv")
    numbers = [normalize_all(row.phone) for row in rows]
    assert sum(len(found) == 2 for found in numbers) > 3
    assert all(row.consent_words == "Is it OK to text you?" for row in rows if row.sms_consent)
    assert all(row.consent_at for row in rows if row.sms_consent)


def test_several_values_of_google_contacts_are_several() -> None:
    rows = rows_of("google_contacts.csv")
    monique = next(row for row in rows if row.first_name == "Monique")
    assert (monique.email, monique.other_emails) == ("moniquechang@gmail.example.com", ("mchang@gmail.example.com",))
    assert {tag for row in rows for tag in row.tags} == {"Leaders"}
    assert not any("Birthday" in row.extra for row in rows)


def test_outlook_gives_the_home_and_the_mobile_phone() -> None:
    rows = rows_of("outlook_contacts.csv")
    imani = rows[0]
    assert (imani.street, imani.city, imani.zip) == ("5113 W Lake Ct Bsmt", "Los Angeles", "90011")
    assert normalize(imani.phone) == "+13235550163"
    assert {row.tags for row in rows} == {("Allies", "Clergy"), ()}
    assert not any("0/0/00" in str(row.extra) for row in rows)


def test_a_number_that_is_none_stays_as_text() -> None:
    rows = rows_of("spoke_contacts.csv")
    assert sum(row.phone == "not a number" for row in rows) == 7
    assert all(row.external_id for row in rows)


def test_mailchimp_says_who_may_be_mailed_and_takes_addresses_apart() -> None:
    row = rows_of("mailchimp_subscribed.csv")[0]
    assert (row.email_consent, row.sms_consent) == ("opted_in", "")
    assert (row.street, row.city, row.state, row.zip) == ("9485 N Kedzie Ave Apt 30", "San Juan", "PR", "00921")
    assert row.tags == ("Invest/Divest", "Webinar 2026")
    assert not row.extra


def test_guests_of_facebook_are_names() -> None:
    rows = rows_of("facebook_event_guests.csv")
    assert all(row.first_name and row.last_name and not row.email and not row.phone for row in rows)
    assert [(one.status, one.attended) for one in rows[0].signup] == [("invited", None)]


def test_cells_of_airtable_stay_whole() -> None:
    row = rows_of("airtable_grid_view.csv")[0]
    assert row.extra["1:1 notes"] == 'Line 1\nLine 2 with "quotes"'
    assert row.extra["Skills"] == 'Spanish,"Know your rights" trainer'


def test_the_typed_sheet_repeats_what_ditto_marks_repeat() -> None:
    wanted = EXPECTED["paper_signin_typed.xlsx"]["people"]
    rows = rows_of("paper_signin_typed.xlsx")
    above = ""
    for row, person in zip(rows, wanted, strict=True):
        above = above if person["zip_cell"] in ('"', "″", "") else person["zip_cell"]
        assert row.zip == (above.removesuffix(".0") if person["zip_cell"] else "")
        assert (normalize(row.phone) or "") == person["expected_e164"]
        assert not person["phone_cell"] or row.phone == person["phone_cell"].removesuffix(".0")
        assert row.first_name.casefold() == person["first"].casefold()


@pytest.mark.parametrize("name", sorted(name for name in EXPECTED if not name.startswith("zoom")))
def test_reading_goes_on_below_any_line(name: str) -> None:
    opened = open_table(io.BytesIO(raw(name)), name)
    whole = list(opened.rows())
    cut = whole[len(whole) // 2].line
    assert list(opened.rows(after_line=cut)) == [row for row in whole if row.line > cut]
