"""Headers nobody has listed: words in another order, in short, over two rows; and whose word counts about texts."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

import pytest

from crm.imports.incoming import Incoming
from crm.imports.reading import Kind, open_table
from crm.imports.reading.people.header import Header
from crm.imports.reading.people.recognise import recognise_list
from crm.imports.reading.table import Row
from crm.imports.service.opening import ListFile


def read(text: str, filename: str = "list.csv") -> list[Incoming]:
    opened = open_table(io.BytesIO(text.encode()), filename)
    return ListFile(io.BytesIO(text.encode()), opened, (ZoneInfo("America/Denver"), "US")).next_batch()


def test_headers_in_short_or_the_other_way_round_are_understood() -> None:
    (ana,) = read(
        "mbr nbr,name_first,name_last,phone_1,addr_line1,Res. City,ST,ZIP+4,Preferred pronouns\n"
        "17,Ana,Ruiz,3035550101,12 Oak St,Denver,CO,80202-1111,she/her\n"
    )
    assert (ana.first, ana.last, ana.phones, ana.pronouns) == ("Ana", "Ruiz", ("+13035550101",), "she/her")
    assert ana.fields == {"street": "12 Oak St", "city": "Denver", "state": "CO", "postal_code": "80202-1111"}
    assert ana.external == ("", "17")


def test_a_name_over_two_columns_is_told_apart_by_the_row_below() -> None:
    ana, leo = read(
        "Hoja de asistencia,,,,\nNo.,Nombre,,Teléfono,¿Le podemos textear?\n,Nombre(s),Apellido(s),,\n"
        "1,Ana,Ruiz,303 555 0101,Sí\n2,Leo,Soto,720 555 0102,No\n"
    )
    assert [(row.first, row.last, row.sms_consent) for row in (ana, leo)] == [
        ("Ana", "Ruiz", "opted_in"),
        ("Leo", "Soto", ""),
    ]


@pytest.mark.parametrize("header", ["Participant Name", "Nombre de la vecina", "¿Cómo te llamas?", "Tenant's name"])
def test_whoever_a_list_calls_by_name_is_a_person(header: str) -> None:
    (ana,) = read(f"{header},Contact #,Date added\nAna Ruiz Soto,303-555-0101,03-May-26\n")
    assert (ana.first, ana.last) == ("Ana", "Ruiz Soto")


def test_a_city_line_is_taken_apart_and_a_colonia_is_no_city() -> None:
    ana, bea = read(
        "NAME|ADDR|CITY ST ZIP|CELL PH|Colonia\nRUIZ, ANA M|12 OAK ST|DENVER CO 80202|303-555-0101|Roma\n"
        "Bea Soto|||720-555-0102|Centro\n"
    )
    assert ana.fields == {"street": "12 OAK ST", "city": "DENVER", "state": "CO", "postal_code": "80202"}
    assert (bea.fields, dict(bea.custom)) == ({}, {"Colonia": "Centro"})


def test_a_status_or_a_flag_of_a_row_counts_more_than_the_name_of_the_file() -> None:
    for header, cells in (
        ("Opted Out", ("FALSE", "TRUE", "")),
        ("SMS Status", ("Subscribed", "Unsubscribed", "pending")),
    ):
        text = f"Name,Cell,{header}\n" + "".join(
            f"{name} Ruiz,303-555-010{number},{cell}\n"
            for number, (name, cell) in enumerate(zip(("Ana", "Bea", "Cy"), cells, strict=True))
        )
        said, stopped, silent = (row.sms_consent for row in read(text, "sms_optouts_2026.csv"))
        assert said != "opted_out"
        assert stopped == silent == "opted_out"
    (asked,) = read("Name,Cell,May we text you?\nAna Ruiz,303-555-0101,yes\n", "sms_optouts_2026.csv")
    assert asked.sms_consent == "opted_out"


def test_consent_in_unknown_words_is_read_only_where_every_cell_can_be() -> None:
    ana, bea = read("Name,Cell,Opted-In to SMS\nAna Ruiz,303-555-0101,Yes\nBea Soto,720-555-0102,No\n")
    assert (ana.sms_consent, bea.sms_consent) == ("opted_in", "opted_out")
    (cy,) = read("Name,Cell,Opted-In to SMS\nCy Paz,303-555-0103,by Rosa\n")
    assert cy.sms_consent == ""


def test_a_ticket_of_nobody_is_its_buyers() -> None:
    text = (
        "Order ID,Buyer first name,Buyer last name,Buyer email,Attendee first name,Attendee last name,Attendee email,"
        "Ticket type,Checked in\n9,Ana,Ruiz,ana@example.org,Leo,Ruiz,leo@example.org,GA,Yes\n"
        "10,Bea,Soto,bea@example.org,,,,GA,No\n"
    )
    leo, bea = read(text, "report.csv")
    assert [(row.name, row.emails, row.signups[0].attended) for row in (leo, bea)] == [
        ("Leo Ruiz", ("leo@example.org",), True),
        ("Bea Soto", ("bea@example.org",), False),
    ]


def test_a_sheet_of_members_is_none_of_who_was_there() -> None:
    header = Header(["No.", "Nombre completo", "Celular"], 3, 3)
    sample = [Row(4, ["1", "Ana Ruiz", "303 555 0101"])]

    def kind_under(title: str) -> Kind:
        return recognise_list(header, [Row(1, [title])], sample, "Hoja1")

    assert kind_under("Lista de miembros") is Kind.PEOPLE
    assert kind_under("Lista de asistencia") is Kind.PAPER_SIGNIN_XLSX
