"""Sheets of paper: rows saved one by one and typed again, shared and strange phones, consent only where the paper says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crm.contacts.models import Contact
from crm.contacts.queries import find_by_phone
from crm.contacts.queries.people import is_current
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Refused
from crm.signins.models import SheetState, SignIn, SignInMethod, Slip
from crm.signins.queries.paper import list_sheets, mark_of, offer, rows_of
from crm.signins.service.paper import PaperRow, begin_sheet, save_row, set_sheet_state
from crm.sms.models import Consent, ConsentMethod
from tests.signins.door_support import meeting
from tests.support.factories import Factory, sign_in


@pytest.fixture
def typist(organization: Any, make: Factory) -> Actor:
    """Who types."""
    return make.actor(organization, Role.ORGANIZER)


def _marks(sheet: Any) -> dict[int, str]:
    return {number: mark_of(slip, "US") for number, slip in rows_of(sheet.id).items()}


def _here(action: Any) -> set[str]:
    query = select(Contact.first_name).join(SignIn, SignIn.contact_id == Contact.id)
    return set(db.session.scalars(query.where(SignIn.action_id == action.id)))


def test_a_sheet_is_typed_row_by_row_and_marked(typist: Actor, organization: Any, make: Factory) -> None:
    action = meeting(make, starts_at=make.now - timedelta(days=12), closed_at=make.now)
    darnell = create_contact(typist, make.now, NewContact("Darnell", last_name="Hayes", phone="720-555-0162"))
    marcus = create_contact(typist, make.now, NewContact("Marcus", last_name="Tate", phone="720-555-0163"))
    carmen = create_contact(typist, make.now, NewContact("Carmen", last_name="Ortiz", phone="720-555-0117"))
    create_contact(typist, make.now, NewContact("Rosa", last_name="Ortiz", phone="720-555-0117"))
    sheet = begin_sheet(typist, make.now, action.id, has_consent=True)
    assert offer("da ha", None)[0].phone == "(720) 555-0162"
    assert [one.id for one in offer("0162", None)] == [darnell.id]
    rows = {
        1: PaperRow("Darnell Hayes", "7205550162", "en", may_text=True, contact_id=darnell.id),
        2: PaperRow("Carmen", "7205550117", "es", needs=["childcare"]),
        3: PaperRow("Marcus Tate", "(720) 555-0162", contact_id=marcus.id),
        4: PaperRow("Thuy Nguyễn", "303 555 0151", is_minor=True, may_text=True),
        5: PaperRow("Brandon Okoye", "3o3 555 01"),
    }
    for number, row in rows.items():
        save_row(typist, make.now, sheet.id, number, row)
        save_row(typist, make.now, sheet.id, number, row)
    assert _marks(sheet) == {1: "known", 2: "shared", 3: "phone", 4: "new", 5: "phone"}
    assert _here(action) == {"Darnell", "Carmen", "Marcus", "Thuy"}
    assert {row.arrived_at for row in db.session.scalars(select(SignIn))} == {action.starts_at}
    assert {row.method for row in db.session.scalars(select(SignIn))} == {SignInMethod.PAPER}
    assert [one.id for one in find_by_phone("+17205550162")] == [darnell.id], "a strange number is not given away"
    (thuy,) = find_by_phone("+13035550151")
    assert (thuy.is_minor, carmen.needs, carmen.preferred_language) == (True, ["childcare"], "es")
    consents = list(db.session.scalars(select(Consent).order_by(Consent.contact_id)))
    assert [(one.contact_id, one.method) for one in consents] == [
        (darnell.id, ConsentMethod.PAPER_SHEET),
        (thuy.id, ConsentMethod.PAPER_SHEET),
    ]
    set_sheet_state(make.now, sheet.id, SheetState.FINISHED)
    assert [(used.sheet.page_number, used.typed, used.sheet.state) for used in list_sheets(action.id)] == [
        (1, 5, SheetState.FINISHED)
    ]
    with pytest.raises(Refused):
        save_row(typist, make.now, sheet.id, 31, rows[1])


def test_a_row_typed_again_takes_the_place_of_what_it_said(typist: Actor, organization: Any, make: Factory) -> None:
    action = meeting(make)
    known = create_contact(typist, make.now, NewContact("John", last_name="Baker", phone="720-555-0170"))
    sheet = begin_sheet(typist, make.now, action.id, has_consent=False)
    save_row(typist, make.now, sheet.id, 1, PaperRow("Jhon Bakre", "720-555-0171", may_text=True))
    assert _here(action) == {"Jhon"}
    save_row(typist, make.now, sheet.id, 1, PaperRow("John Baker", "720-555-0170"))
    assert _here(action) == {"John"}
    assert list(db.session.scalars(select(Contact.id).where(is_current()))) == [known.id], "the slip of the pen is gone"
    save_row(typist, make.now, sheet.id, 1, PaperRow())
    assert _here(action) == set() and _marks(sheet) == {}
    assert db.session.scalars(select(func.count(Consent.id))).one() == 0


def test_without_scripts_a_row_is_a_form_and_pages_print_with_their_numbers(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    action = meeting(make)
    sign_in(client, make.user(organization, Role.ORGANIZER))
    page = client.post(f"/actions/{action.id}/paper", data={"has_consent": "y"})
    answer = client.post(f"{page.location}/rows/1", data={"name": "Omar Diallo", "phone": "", "may_text": "y"})
    assert answer.location.endswith("#row-2")
    assert 'value="Omar Diallo"' in client.get(page.location).text
    printed = client.post(f"/actions/{action.id}/paper/print", data={"pages": "2"}).text
    assert "Sheet 2" in printed and "Sheet 3" in printed and "Sheet 4" not in printed
    assert "data:image/svg+xml" in printed and f"¿Puede {organization.name}" in printed
    assert client.post(f"{page.location}", data={"do": "finish"}).location == f"/actions/{action.id}/paper"
    rally = make.action(kind="rally", title="Rally")
    db.session.commit()
    assert client.get(f"/actions/{rally.id}/door").status_code == 404
    assert "/door" not in client.get(f"/actions/{rally.id}").text
    assert db.session.scalars(select(func.count(Slip.id))).one() == 1
