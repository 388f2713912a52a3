"""The pages of actions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, select

from crm.actions.models import Action
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.core.database import db
from crm.core.scope import in_organization
from tests.support.factories import sign_in

FORM = {"title": "House meeting", "kind": "house_meeting", "campaign_id": "", "minutes": "60"}


def test_an_action_is_planned_in_local_time(client: Any, organization: Any, make: Any) -> None:
    lead = sign_in(client, make.user(organization))
    answer = lead.post("/actions/new", data={**FORM, "starts_at": "2026-12-01T18:30"})
    assert answer.status_code == 302
    page = lead.get(answer.location).text
    assert "House meeting" in page
    assert "Tue Dec 1, 2026, 6:30" in page
    with in_organization(organization.id):
        assert db.session.scalars(select(Action)).one().starts_at.isoformat() == "2026-12-02T01:30:00+00:00"


def test_what_is_missing_is_said(client: Any, organization: Any, make: Any) -> None:
    lead = sign_in(client, make.user(organization))
    answer = lead.post("/actions/new", data={**FORM, "title": " ", "starts_at": "2026-12-01T18:30"})
    assert answer.status_code == 422
    assert "Give the action a title." in answer.text


def test_the_list_counts_in_a_bounded_number_of_reads(client: Any, organization: Any, make: Any, now: Any) -> None:
    values = {"kind": CommitmentKind.ATTEND, "answer": Answer.YES, "asked_at": now}
    for _ in range(12):
        make.add(Commitment(contact_id=make.contact().id, action_id=make.action().id, **values))
    lead = sign_in(client, make.user(organization))
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        page = lead.get("/actions").text
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert page.count(">yes<") == 12
    assert len([statement for statement in seen if statement.startswith("SELECT")]) <= 12
