"""The screens of an import as a person without JavaScript uses them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import g
from sqlalchemy import select

from crm.contacts.models import Contact
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import Role, system_actor
from crm.core.database import db
from crm.core.scope import in_organization, set_organization
from crm.imports.models import ImportRow, ImportRun
from crm.imports.service import preview
from tests.imports.support import DATA, count, registration
from tests.support.factories import sign_in

ROSA = "Rosa,Nueva,rosa@example.org,303-555-0190,Yes,approved"
HOSTILE = '"<script>alert(1)</script>","=cmd|calc",x@example.org,303-555-0190,Yes,approved'


class Desk:
    """A signed-in browser; after each request the test is in its organization again."""

    def __init__(self, client: Any, organization_id: int) -> None:
        self._client, self._organization_id = client, organization_id
        set_organization(organization_id)

    def get(self, *args: Any, **values: Any) -> Any:
        return self._settled(self._client.get(*args, **values))

    def post(self, *args: Any, **values: Any) -> Any:
        return self._settled(self._client.post(*args, **values))

    def _settled(self, answer: Any) -> Any:
        """As outside of tests, the next request finds its user anew."""
        g.pop("_login_user", None)
        set_organization(self._organization_id)
        return answer


@pytest.fixture
def lead(client: Any, organization: Any, make: Any) -> Any:
    return Desk(sign_in(client, make.user(organization, Role.LEAD)), organization.id)


def drop(client: Any, data: bytes, name: str = "report.csv", **fields: str) -> Any:
    return client.post("/imports/new", data={"file": (io.BytesIO(data), name), **fields})


def test_from_the_file_to_the_action_and_back(lead: Any) -> None:
    answer = drop(lead, (DATA / "zoom_webinar_attendee_2026.csv").read_bytes(), "attendees.csv")
    assert answer.status_code == 302
    page = lead.get(answer.location).text
    assert "Check before anything changes" in page
    assert "Import 120 people" in page
    assert count(Contact) == 0
    run = db.session.scalars(select(ImportRun)).one()
    assert lead.post(f"/imports/{run.id}/apply", data={"consent": "none"}).status_code == 302
    result = lead.get(f"/imports/{run.id}").text
    assert "Undo the import" in result
    db.session.refresh(run)
    action = lead.get(f"/actions/{run.action_id}?show=left_early").text
    assert "24 people" in action
    assert "attendees.csv" in action
    assert "27" in lead.get("/actions").text
    assert lead.post(f"/imports/{run.id}/undo", follow_redirects=True).text.count("120 people were removed.") >= 1
    assert count(Contact) == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "image"),
        (b"<!doctype html><html><body>Sign in</body></html>", "web page"),
        (b"one,two\n1,2\n", "It is not clear"),
        (registration(ROSA)[:-60], "cut short"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_why(lead: Any, data: bytes, words: str) -> None:
    answer = drop(lead, data)
    assert answer.status_code == 422
    assert words in answer.text
    assert count(ImportRun) == 0


def test_a_huge_file_is_refused(lead: Any, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    assert drop(lead, b"x" * 5000).status_code == 413


def test_no_file_is_said(lead: Any) -> None:
    answer = lead.post("/imports/new", data={})
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_names_from_outside_are_text(lead: Any) -> None:
    page = lead.get(drop(lead, registration(HOSTILE), "<img src=x>.csv").location).text
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
    run = db.session.scalars(select(ImportRun)).one()
    rows = lead.get(f"/imports/{run.id}/rows?outcome=new").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in rows
    lead.post(f"/imports/{run.id}/apply")
    for path in (f"/imports/{run.id}", f"/actions/{run.action_id}?show=did_not_come"):
        assert "<script>alert(1)" not in lead.get(path).text


def test_rows_left_out_come_back_harmless(lead: Any) -> None:
    data = b"First name,Email\n=HYPERLINK(1),\nAna,ana@example.org\n"
    drop(lead, data, "list.csv")
    run = db.session.scalars(select(ImportRun)).one()
    answer = lead.get(f"/imports/{run.id}/left-out.csv")
    assert "'=HYPERLINK" in answer.text
    assert "Reason" in answer.text


def test_a_decision_and_consent_are_kept(lead: Any, make: Any, organization: Any, now: Any) -> None:
    create_contact(
        system_actor(organization.id), now, NewContact(first_name="Ana", last_name="Nueva", phone="303-555-0190")
    )
    db.session.commit()
    page = lead.get(drop(lead, registration(ROSA)).location).text
    assert "Same person?" in page
    assert "Compared: Same phone · Other first name" in page
    assert "May we text you?" in page
    row_id, run_id = db.session.execute(select(ImportRow.id, ImportRow.run_id)).one()
    assert lead.post(f"/imports/{run_id}/decide", data={"row": row_id, "decision": "same"}).status_code == 302
    assert "Nothing is left to decide." in lead.get(f"/imports/{run_id}").text
    lead.post(f"/imports/{run_id}/apply", data={"consent": "question:0"})
    assert count(Contact) == 1
    assert "Agreed to texts by “May we text you?”" in lead.get(f"/imports/{run_id}").text


def test_words_without_a_source_are_asked_for(lead: Any) -> None:
    drop(lead, registration(ROSA))
    run = db.session.scalars(select(ImportRun)).one()
    answer = lead.post(f"/imports/{run.id}/apply", data={"consent": "words", "words": "Text me"})
    assert answer.status_code == 422
    assert count(Contact) == 0


def test_a_second_press_is_a_conflict(lead: Any) -> None:
    drop(lead, registration(ROSA))
    run_id = db.session.scalars(select(ImportRun.id)).one()
    assert lead.post(f"/imports/{run_id}/apply").status_code == 302
    assert lead.post(f"/imports/{run_id}/apply").status_code == 409
    assert lead.post(f"/imports/{run_id}/cancel").status_code == 409


def test_an_organizer_sees_the_action_and_not_the_files(client: Any, make: Any, organization: Any, now: Any) -> None:
    run = preview(make.actor(organization), now, registration(ROSA), "r.csv")
    organizer = Desk(sign_in(client, make.user(organization, Role.ORGANIZER)), organization.id)
    assert organizer.get(f"/imports/{run.id}").status_code == 403
    assert organizer.get("/imports/new").status_code == 403
    assert organizer.get("/actions").status_code == 200


def test_a_user_of_another_organization_finds_nothing(client: Any, make: Any, organization: Any, now: Any) -> None:
    run_id = preview(make.actor(organization), now, registration(ROSA), "r.csv").id
    action_id = make.action().id
    stranger = make.organization()
    with in_organization(stranger.id):
        user = Desk(sign_in(client, make.user(stranger)), stranger.id)
    for path in (
        f"imports/{run_id}",
        f"imports/{run_id}/rows",
        f"imports/{run_id}/left-out.csv",
        f"actions/{action_id}",
    ):
        assert user.get(f"/{path}").status_code == 404
    for verb in ("apply", "cancel", "undo", "decide"):
        assert user.post(f"/imports/{run_id}/{verb}").status_code == 404
