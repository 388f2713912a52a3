"""Zoom's example reports go in as expected.json says, read back from the database."""

from __future__ import annotations

import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from crm.actions.models import Action
from crm.commitments.models import Commitment
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.core.database import db
from crm.imports.models import ImportRow
from crm.imports.service import apply, preview, undo
from crm.signins.models import SignIn, WebinarPresence
from crm.signins.queries import webinar_tracks

DATA = Path(__file__).parent / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text())
LONG = "zoomreports_anonymized_webinar_attendee_2020.csv"


@pytest.fixture
def actor(organization: Any, make: Any) -> Any:
    return make.actor(organization)


def bring(actor: Any, now: datetime, name: str, **values: Any) -> Any:
    run = preview(actor, now, (DATA / name).read_bytes(), name, **values)
    return apply(actor, now, run.id)


def count(model: Any) -> int:
    return db.session.scalars(select(func.count(model.id))).one()


def people_in_database() -> dict[str, dict[str, Any]]:
    """Everybody with an e-mail: names, phone, minutes and the answer of the RSVP, by e-mail."""
    points: dict[int, dict[PointKind, str]] = {}
    query = select(ContactPointLink.contact_id, ContactPoint.kind, ContactPoint.value).join(
        ContactPoint, ContactPoint.id == ContactPointLink.point_id
    )
    for contact_id, kind, value in db.session.execute(query):
        points.setdefault(contact_id, {})[kind] = value
    signed = {row.contact_id: row for row in db.session.scalars(select(SignIn))}
    answers = {row.contact_id: row.answer.value for row in db.session.scalars(select(Commitment))}
    return {
        points[contact.id][PointKind.EMAIL]: {
            "id": contact.id,
            "first": contact.first_name,
            "last": contact.last_name,
            "zip": contact.postal_code,
            "phone_e164": points[contact.id].get(PointKind.PHONE),
            "attended": contact.id in signed,
            "minutes": signed[contact.id].minutes if contact.id in signed else 0,
            "answer": answers.get(contact.id),
        }
        for contact in db.session.scalars(select(Contact))
        if PointKind.EMAIL in points.get(contact.id, {})
    }


@pytest.mark.parametrize("name", ["zoom_webinar_attendee_2020.csv", "zoom_webinar_attendee_2026.csv"])
def test_an_attendee_report_comes_in_whole(actor: Any, now: datetime, name: str) -> None:
    expected = EXPECTED[name]
    run = bring(actor, now, name)
    action = db.session.scalars(select(Action)).one()
    assert (action.title, action.webinar_id, action.minutes) == (expected["topic"], expected["webinar_id"], 94)
    found = people_in_database()
    assert set(found) == {person["email"] for person in expected["people"]}
    for person in expected["people"]:
        row = found[person["email"]]
        assert {key: row[key] for key in ("first", "last", "phone_e164", "attended", "minutes")} == {
            key: person[key] for key in ("first", "last", "phone_e164", "attended", "minutes")
        }
        assert row["answer"] == (None if person["approval"] == "denied" else "yes")
    for key in ("session_rows", "panelists", "hosts", "other_attended"):
        assert run.counts[key] == expected[key]
    assert run.counts["attended"] == expected["attended_unique"] == count(SignIn)
    assert count(WebinarPresence) == expected["session_rows"] + expected["other_attended"]


@pytest.mark.parametrize("name", ["zoom_webinar_attendee_2020.csv", "zoom_webinar_attendee_2026.csv"])
def test_the_tracks_part_at_half_of_the_webinar(actor: Any, now: datetime, name: str) -> None:
    people = EXPECTED[name]["people"]
    run = bring(actor, now, name)
    tracks, ids = webinar_tracks(run.action_id), {e: row["id"] for e, row in people_in_database().items()}
    came = {ids[p["email"]] for p in people if p["attended"] and p["minutes"] >= 47}
    absent = {ids[p["email"]] for p in people if not p["attended"] and p["approval"] != "denied"}
    assert set(tracks.came) == came
    assert set(tracks.left_early) == {ids[p["email"]] for p in people if p["attended"]} - came
    assert set(tracks.did_not_come) == absent
    counted = {key: run.counts[key] for key in ("came", "left_early", "did_not_come")}
    assert counted == {key: len(getattr(tracks, key)) for key in counted}


def test_a_registration_report_comes_in_with_its_places(actor: Any, now: datetime) -> None:
    bring(actor, now, "zoom_webinar_registration.csv")
    found = people_in_database()
    for person in EXPECTED["zoom_webinar_registration.csv"]["people"]:
        assert {key: found[person["email"]][key] for key in ("phone_e164", "zip")} == {
            "phone_e164": person["phone_e164"],
            "zip": person["zip"],
        }
    answers = [row["answer"] for row in found.values()]
    assert (answers.count("yes"), answers.count("cancelled"), answers.count(None)) == (40, 0, 0)
    contact = db.session.scalars(select(Contact).where(Contact.first_name == "Gerardo")).one()
    assert (contact.city, contact.state, contact.custom) == ("Aurora", "CO", {"organization": "Communities United"})
    rsvp = db.session.scalars(select(Commitment).where(Commitment.contact_id == contact.id)).one()
    assert rsvp.form_answers == {"Questions & Comments": "Interpretación en español, por favor"}


def test_the_same_file_again_changes_nothing(actor: Any, now: datetime) -> None:
    name = "zoom_webinar_attendee_2026.csv"
    first = bring(actor, now, name)
    before = {model: count(model) for model in (Contact, ContactPointLink, Commitment, SignIn, WebinarPresence, Action)}
    again = preview(actor, now, (DATA / name).read_bytes(), name)
    assert again.counts["seen_before"] == first.id
    apply(actor, now, again.id)
    assert {model: count(model) for model in before} == before
    assert (again.counts["created"], again.counts["known"], again.counts["updated"]) == (0, 120, 0)
    assert again.action_id == first.action_id


def both_reports() -> tuple[bytes, bytes]:
    """The 2026 attendee report, and a registration report of its webinar by its first rows."""
    attendee = (DATA / "zoom_webinar_attendee_2026.csv").read_bytes()
    registration = (
        'Registration Report,\nReport Generated:,"Sep 17, 2026 10:02 AM"\n'
        "Topic,Webinar ID,Scheduled Time,Duration (minutes),# Registered,# Cancelled,# Approved,# Denied\n"
        'Invest/Divest: winning local budgets,812 3456 7890,"Sep 17, 2026 7:00 PM",90,3,1,2,0\nAttendee Details,\n'
        "First Name,Last Name,Email,Phone,May we text you?,Registration Time,Approval Status\n"
        'Melinda,Fischer,melinda.fischer@hotmail.example.com,719-555-0141,Yes,"Sep 08, 2026 04:52:12",approved\n'
        'Rosa,Nueva,rosa.nueva@example.org,303-555-0190,Sí,"Sep 09, 2026 04:52:12",approved\n'
        'Olga,Gone,olga.gone@example.org,303-555-0191,No,"Sep 09, 2026 05:52:12",cancelled\n'
    ).encode()
    return registration, attendee


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_registration_and_attendee_report_meet_in_either_order(actor: Any, now: datetime, order: Any) -> None:
    files = both_reports()
    for place in order:
        apply(actor, now, preview(actor, now, files[place], f"report{place}.csv").id)
    action = db.session.scalars(select(Action)).one()
    tracks, found = webinar_tracks(action.id), people_in_database()
    assert len(found) == 122
    assert found["melinda.fischer@hotmail.example.com"]["minutes"] == 36
    assert found["melinda.fischer@hotmail.example.com"]["id"] in tracks.left_early
    assert found["rosa.nueva@example.org"]["id"] in tracks.did_not_come
    assert found["olga.gone@example.org"]["answer"] == "cancelled"
    assert found["olga.gone@example.org"]["id"] not in tracks.did_not_come


def test_a_preview_writes_nothing_but_itself(actor: Any, now: datetime) -> None:
    run = preview(actor, now, (DATA / LONG).read_bytes(), LONG)
    assert [count(model) for model in (Contact, Action, Commitment, SignIn, WebinarPresence)] == [0] * 5
    assert count(ImportRow) == run.counts["people"] + run.counts["left_out"] == 469


def test_940_rows_are_quick(actor: Any, now: datetime) -> None:
    start = time.perf_counter()
    run = bring(actor, now, LONG)
    assert time.perf_counter() - start < 8
    assert (run.counts["rows"], run.counts["attended"], run.counts["panelists"]) == (940, 455, 31)
    tracks = webinar_tracks(run.action_id)
    assert len(tracks.came) + len(tracks.left_early) == count(SignIn) < 455  # panelists are in no track


def test_undo_leaves_nothing_of_a_report(actor: Any, now: datetime) -> None:
    run = bring(actor, now, "zoom_webinar_attendee_2026.csv")
    counts = undo(actor, now, run.id).counts["undone"]
    assert (counts["people_removed"], counts["people_kept"]) == (120, 0)
    assert [count(model) for model in (Contact, ContactPoint, Action, Commitment, SignIn, WebinarPresence)] == [0] * 6
