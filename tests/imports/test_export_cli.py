"""The export command: what is known comes out as asked, nobody else's, in order, and that it did is written down."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from crm.accounts.service import create_organization
from crm.audit.models import AuditEntry
from crm.contacts.models import Contact, Tag, Tagging
from crm.core.actor import Role, system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.core.sealing import seal
from crm.imports.exporting import reading
from crm.one_on_ones.models import OneOnOne
from crm.one_on_ones.queries.stories import STORY_COLUMN
from tests.conftest import BACKENDS, NOW, fresh_database, make_app
from tests.imports.support import bring, registration
from tests.support.factories import Factory

PEOPLE = """external_id,first_name,last_name,email,phone,zip,language,tags,sms_consent,consent_source,consent_words
A-1,Lupe,Martínez,lupe@example.org,303-555-0101,80219,es,Webinar; Invest,opted_in,Door sheet,Text me
A-2,Darnell,Washington,darnell@example.org,303-555-0102 / 720-555-0103,80205,en,,,,
A-3,Ana,Quiet,,3.035E+09,,,,opted_out,,
A-4,Beto,Stop,,303-555-0104,,es,,opted_out,,
A-5,=cmd|' /C calc'!A0,@Sum,,303-555-0105,,,,,,
"""
ATTENDED = ("Rosa,Nueva,rosa@example.org,303-555-0190,Yes,approved", "Cal,Off,cal@example.org,,No,cancelled")


@pytest.fixture(params=BACKENDS)
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own with two organizations, that really commits."""
    with ExitStack() as stack:
        app = make_app(stack.enter_context(fresh_database(request, tmp_path)), tmp_path)
        with app.app_context(), unit_of_work():
            create_organization("puente", "Puente Abierto")
            create_organization("second", "Second Street")
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def take_in(app: Flask, data: bytes | str, name: str = "people.csv", organization_id: int = 1) -> None:
    """Import a file into an organization."""
    raw = data.encode() if isinstance(data, str) else data
    with app.app_context(), in_organization(organization_id), unit_of_work():
        bring(system_actor(organization_id), utc_now(), raw, name)


def run(app: Flask, *arguments: str | Path, org: str = "puente") -> Result:
    return app.test_cli_runner().invoke(args=["export", "--org", org, *map(str, arguments)])


def exported(app: Flask, what: str, *arguments: str, org: str = "puente") -> Any:
    result = run(app, "--what", what, *arguments, org=org)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_contacts_come_out_as_the_issue_says(own_app: Flask) -> None:
    take_in(own_app, PEOPLE)
    take_in(own_app, "first_name,last_name,email\nNot,Ours,other@example.org\n", organization_id=2)
    found = exported(own_app, "contacts")
    assert found[0] == {
        "external_id": "A-1",
        "first_name": "Lupe",
        "last_name": "Martínez",
        "emails": ["lupe@example.org"],
        "phones": [{"number": "+13035550101", "textable": True}],
        "postal_code": "80219",
        "language": "es",
        "tags": ["Invest", "Webinar"],
        "sms_consent": "opted_in",
        "email_consent": "unknown",
    }
    assert list(found[0]) == list(found[1])
    assert [one["external_id"] for one in found] == ["A-1", "A-2", "A-3", "A-4", "A-5"]
    assert [phone["number"] for phone in found[1]["phones"]] == ["+13035550102", "+17205550103"]
    assert found[2]["phones"] == []
    assert [one["sms_consent"] for one in found] == ["opted_in", "unknown", "unknown", "opted_out", "unknown"]
    assert found[4]["first_name"] == "=cmd|' /C calc'!A0"
    assert [one["last_name"] for one in exported(own_app, "contacts", org="second")] == ["Ours"]


def test_only_current_people_in_the_order_of_their_ids_however_they_are_read(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CHUNK", 3)
    with own_app.app_context(), in_organization(1), unit_of_work():
        make = Factory(NOW)
        people = [make.contact(last_name=f"Person {number}") for number in range(11)]
        people[2].merged_into_id = people[0].id
        people[7].archived_at = NOW
        tag = make.add(Tag(name="Choir"))
        make.add(Tagging(tag_id=tag.id, contact_id=people[9].id))
    names = [one["last_name"] for one in exported(own_app, "contacts")]
    assert names == [f"Person {number}" for number in (0, 1, 3, 4, 5, 6, 8, 9, 10)]
    assert exported(own_app, "contacts")[7]["tags"] == ["Choir"]
    assert [one["last_name"] for one in exported(own_app, "past_people")] == ["Person 2", "Person 7"]
    assert len(run(own_app, "--what", "contacts", "--format", "ndjson").stdout.splitlines()) == 9


def test_who_registered_and_who_came(own_app: Flask) -> None:
    take_in(own_app, registration(*ATTENDED), "registered.csv")
    with own_app.app_context(), in_organization(1), unit_of_work():
        from crm.actions.models import Action
        from crm.signins.models import SignIn, SignInMethod, SignInOutcome

        make = Factory(NOW)
        action = db.session.scalars(select(Action)).one()
        walk_in = make.contact(first_name="Wally", last_name="Walkin")
        values = {"outcome": SignInOutcome.LEFT_EARLY, "method": SignInMethod.DOOR_TAP, "arrived_at": NOW}
        make.add(SignIn(contact_id=walk_in.id, action_id=action.id, minutes=12, **values))
        other = make.action(title="Another")
        make.add(SignIn(contact_id=walk_in.id, action_id=other.id, minutes=None, **values))
        action_id = action.id
    rosa, wally = exported(own_app, "signins", "--action", str(action_id))
    assert rosa == {
        "action": "Budget school",
        "first_name": "Rosa",
        "last_name": "Nueva",
        "emails": ["rosa@example.org"],
        "registered": True,
        "came": False,
        "minutes": None,
    }
    assert (wally["first_name"], wally["registered"], wally["came"], wally["minutes"]) == ("Wally", False, True, 12)
    assert [(one["action"], one["came"], one["minutes"]) for one in exported(own_app, "signins")][2:] == [
        ("Another", True, None)
    ]


def test_a_refusal_is_one_sentence(own_app: Flask, tmp_path: Path) -> None:
    for arguments, words in (
        (("--what", "contacts", "--org", "nobody"), "There is no organization"),
        (("--what", "signins", "--action", "99"), "That is not here"),
        (("--what", "campaigns", "--action", "1"), "Only people and who came"),
        (("--what", "everything", "--format", "json"), "one ZIP"),
        (("--what", "contacts", "--format", "zip"), "no such format"),
        (("--what", "contacts", "--out", str(tmp_path / "no" / "file.json")), "cannot be written"),
    ):
        result = run(own_app, *arguments)
        assert result.exit_code == 1
        assert words in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
        assert not result.stdout


def test_a_file_is_written_where_it_is_asked_for(own_app: Flask, tmp_path: Path) -> None:
    take_in(own_app, PEOPLE)
    target = tmp_path / "people.csv"
    result = run(own_app, "--what", "contacts", "--format", "csv", "--out", target)
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["external_id", "first_name", "middle_name"]
    assert rows[5][1] == "'=cmd|' /C calc'!A0"
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]


def test_sealed_stories_stay_sealed_and_are_counted(own_app: Flask) -> None:
    with own_app.app_context(), in_organization(1), unit_of_work():
        from crm.accounts.queries import get_organization

        make = Factory(NOW)
        user = make.user(get_organization(1), Role.ORGANIZER)
        sealed = seal("Her brother was taken at work.", STORY_COLUMN)
        values = {"met_at": NOW, "logged_at": NOW, "sealed_story": sealed}
        make.add(OneOnOne(contact_id=make.contact().id, organizer_user_id=user.id, **values))
    [talk] = exported(own_app, "one_on_ones")
    assert (talk["has_story"], talk["story"]) == (True, "")
    whole = run(own_app, "--what", "everything")
    assert whole.exit_code == 0
    with zipfile.ZipFile(io.BytesIO(whole.stdout_bytes)) as archive:
        assert archive.testzip() is None
        text = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, data in text.items() if b"brother" in data or sealed.encode() in data]
    assert b"1 stay sealed" in text["README.txt"]


def test_it_is_written_down_who_took_what(own_app: Flask) -> None:
    take_in(own_app, PEOPLE)
    exported(own_app, "contacts")
    with own_app.app_context(), in_organization(1):
        [entry] = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "exported"))
        assert entry.actor_user_id is None
        assert entry.details == {"what": "contacts", "format": "json", "rows": 5}


def test_people_go_from_one_organization_into_another_and_come_out_the_same(own_app: Flask) -> None:
    take_in(own_app, PEOPLE)
    first = run(own_app, "--what", "contacts", "--format", "csv").stdout_bytes
    take_in(own_app, first, organization_id=2)
    second = run(own_app, "--what", "contacts", "--format", "csv", org="second").stdout_bytes
    assert second == first
    assert exported(own_app, "contacts", org="second") == exported(own_app, "contacts")
    with own_app.app_context(), in_organization(2):
        assert not [
            row.custom
            for row in db.session.scalars(select(Contact))
            if set(row.custom) - {"external_id", "email_consent"}
        ]
