"""The import command: figures a stranger can add up, one sentence when it cannot, nothing on a dry run."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from crm.accounts.service import create_organization
from crm.contacts.models import Contact
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.errors import Conflict
from crm.core.scope import in_organization
from crm.imports.models import ImportRun
from crm.imports.service import apply, preview
from crm.sms.models import Consent
from tests.conftest import BACKENDS, fresh_database, make_app
from tests.imports.support import DATA, registration

ROSA = "Rosa,Nueva,rosa@example.org,303-555-0190,Yes,approved"


@pytest.fixture(params=BACKENDS)
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own, with one organization, that really commits."""
    with ExitStack() as stack:
        app = make_app(stack.enter_context(fresh_database(request, tmp_path)), tmp_path)
        with app.app_context(), unit_of_work():
            create_organization("puente", "Puente Abierto")
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def run(app: Flask, *arguments: str | Path) -> Any:
    return app.test_cli_runner().invoke(args=["import", *map(str, arguments), "--org", "puente"])


def count(app: Flask, model: Any) -> int:
    with app.app_context(), in_organization(1):
        return db.session.scalars(select(func.count(model.id))).one()


def test_the_figures_of_a_report_add_up(own_app: Flask) -> None:
    expected = json.loads((DATA / "expected.json").read_text())["zoom_webinar_attendee_2026.csv"]
    file = DATA / "zoom_webinar_attendee_2026.csv"
    dry = json.loads(run(own_app, file, "--dry-run", "--json").output)
    assert (count(own_app, Contact), count(own_app, ImportRun)) == (0, 0)
    first = json.loads(run(own_app, file, "--json").output)
    for key in ("kind", "topic", "webinar_id", "registered", "session_rows", "panelists", "hosts", "other_attended"):
        assert first[key] == expected[key]
    assert first["attended"] == expected["attended_unique"]
    assert first["created"] == first["people"] == count(own_app, Contact) == 120
    assert dry == first | {"batch_id": None, "action_id": None}
    again = json.loads(run(own_app, file, "--json").output)
    assert (again["created"], again["matched"], again["unchanged"], again["rejected"]) == (0, 120, 120, 0)
    assert again["action_id"] == first["action_id"]


def test_a_report_that_does_not_say_which_webinar_is_read_and_asks_for_its_action(own_app: Flask) -> None:
    expected = json.loads((DATA / "expected.json").read_text())["zoom_meeting_participants_unique.csv"]
    file = DATA / "zoom_meeting_participants_unique.csv"
    dry = json.loads(run(own_app, file, "--dry-run", "--json").output)
    assert (dry["kind"], dry["batch_id"], dry["action_id"]) == (expected["kind"], None, None)
    assert dry["people"] > 0
    refused = run(own_app, file, "--json")
    assert refused.exit_code == 1
    assert "--action ID" in refused.output
    assert count(own_app, ImportRun) == 0


def test_rows_left_out_are_written_beside_the_file(own_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("First name,Last name,Email\nAna,Ruiz,ana@example.org\n=Lone,,\n")
    figures = json.loads(run(own_app, file, "--json").output)
    assert (figures["rows"], figures["created"], figures["rejected"]) == (2, 1, 1)
    assert "'=Lone" in Path(figures["rejects_file"]).read_text(encoding="utf-8-sig")


def test_new_matches_nobody(own_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(registration(ROSA))
    run(own_app, file)
    assert json.loads(run(own_app, file, "--new", "--json").output)["created"] == 1
    assert count(own_app, Contact) == 2


def test_consent_is_said_with_its_source(own_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(registration(ROSA))
    refused = run(own_app, file, "--consent-words", "Text me")
    assert refused.exit_code == 1
    assert "source" in refused.stderr
    assert count(own_app, Contact) == 0
    taken = run(own_app, file, "--consent-words", "Text me", "--consent-source", "Sheet at the door", "--json")
    assert json.loads(taken.output)["consented"] == count(own_app, Consent) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [("messy/empty.csv", "empty"), ("missing.csv", "cannot be opened"), ("messy/not_a_csv.csv", "")],
)
def test_a_file_that_cannot_be_read_ends_in_one_sentence(own_app: Flask, name: str, words: str) -> None:
    answer = run(own_app, DATA / name, "--json")
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert words in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert count(own_app, ImportRun) == 0


def test_unknown_organizations_actions_and_kinds_are_said(own_app: Flask) -> None:
    file = DATA / "zoom_webinar_attendee_2026.csv"
    for arguments in (("--action", "999"), ("--as", "zoo")):
        answer = run(own_app, file, *arguments)
        assert answer.exit_code == 1
        assert answer.stderr.strip()


def test_of_two_presses_at_once_one_imports(own_app: Flask) -> None:
    actor, outcomes = system_actor(1), list[str]()
    with own_app.app_context(), in_organization(1), unit_of_work():
        run_id = preview(actor, utc_now(), (DATA / "zoom_webinar_attendee_2026.csv").read_bytes(), "a.csv").id
    gate = threading.Barrier(2)

    def press() -> None:
        with own_app.app_context(), in_organization(1):
            gate.wait()
            try:
                with unit_of_work():
                    apply(actor, utc_now(), run_id)
                outcomes.append("imported")
            except Conflict:
                outcomes.append("conflict")

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict", "imported"]
    assert count(own_app, Contact) == 120


def test_the_same_file_dropped_twice_makes_nobody_twice(own_app: Flask) -> None:
    actor = system_actor(1)
    data = registration(ROSA)
    with own_app.app_context(), in_organization(1), unit_of_work():
        runs = [preview(actor, utc_now(), data, "a.csv").id for _ in range(2)]
    gate = threading.Barrier(2)

    def press(run_id: int) -> None:
        with own_app.app_context(), in_organization(1):
            gate.wait()
            with unit_of_work():
                apply(actor, utc_now(), run_id)

    threads = [threading.Thread(target=press, args=(run_id,)) for run_id in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(own_app, Contact) == 1
