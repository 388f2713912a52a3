"""Texting a tag from the command line, and where its texts are: each person in exactly one place."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, update

from crm.accounts.models import Organization
from crm.contacts.models import Tag, Tagging
from crm.contacts.service import add_phone
from crm.core.database import db
from crm.core.scope import set_organization
from crm.sms.models import Blast, BlastStatus, LeftOut, Message, MessageStatus, OptOutReason
from crm.sms.queries.fatigue import CLOSE_BY, TEXTED_THAT_DAY
from crm.sms.queries.gate import Why
from crm.sms.queries.judging import SHARED_NUMBER
from crm.sms.service import consent, preparing
from tests.support.factories import Factory
from tests.support.texting import go_round, member

BODY = "Hi {first_name}, hearing Tuesday. {org}. STOP to opt out"


class Tagged:
    """An organization whose people carry a tag: Ana, Luz (es), a couple that shares a number, and five who get nothing."""

    def __init__(self, app: Flask, organization: Organization, make: Factory, now: datetime) -> None:
        self.app, self.organization, self.now = app, organization, now
        tag = make.add(Tag(name="Hot"))
        ana, luz = member(make, organization, first_name="Ana")[0], member(make, organization, first_name="Luz")[0]
        luz.preferred_language = "es-MX"
        one, shared = member(make, organization, first_name="Kim")
        other, _ = member(make, organization, shared, first_name="Leo")
        minor, _ = member(make, organization, first_name="Min", is_minor=True)
        stopped, number = member(make, organization, first_name="Sam")
        consent.opt_out(now, number, OptOutReason.STOP_REPLY, "STOP")
        silent, bare = make.contact(first_name="Joe"), make.contact(first_name="Bea")
        gone, _ = member(make, organization, first_name="Old", archived_at=now)
        add_phone(silent.id, make.phone())
        self.people = [ana, luz, one, other, minor, stopped, silent, bare]
        for person in (*self.people, gone):
            make.add(Tagging(tag_id=tag.id, contact_id=person.id))
        db.session.commit()

    def run(self, *arguments: str) -> Result:
        """Run a command as the shell does."""
        set_organization(None)
        try:
            return self.app.test_cli_runner().invoke(args=[*arguments])
        finally:
            set_organization(self.organization.id)

    def text(self, *arguments: str, body: str = BODY) -> dict[str, Any]:
        """Queue a blast and give what the command prints."""
        result = self.run("text", "--org", self.organization.slug, "--tag", "hot", "--body", body, "--json", *arguments)
        assert result.exit_code == 0, result.stderr
        found: dict[str, Any] = json.loads(result.stdout)
        return found


@pytest.fixture
def tagged(
    app: Flask, organization: Organization, make: Factory, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Tagged:
    organization.short_name = "Puente"
    monkeypatch.setattr("crm.sms.cli.blasts.shifted", lambda _offset: now)
    return Tagged(app, organization, make, now)


EXCLUDED = {
    Why.MINOR.value: 1,
    Why.NO_CONSENT.value: 1,
    Why.NO_PHONE.value: 1,
    Why.OPTED_OUT.value: 1,
    SHARED_NUMBER: 1,
}


def test_everybody_with_the_tag_is_queued_or_excluded(tagged: Tagged) -> None:
    dry = tagged.text("--dry-run")
    assert dry == {"blast": None, "queued": 3, "excluded": EXCLUDED, "segments": 3, "cost": 0.04}
    assert db.session.scalar(select(func.count()).select_from(Blast)) == 0
    done = tagged.text("--body-es", "Hola {first_name}, audiencia el martes. {org}. STOP para salir")
    assert done == dry | {"blast": done["blast"]}
    bodies = {row.body for row in db.session.scalars(select(Message))}
    assert "Hi Ana, hearing Tuesday. Puente. STOP to opt out" in bodies
    assert "Hola Luz, audiencia el martes. Puente. STOP para salir" in bodies
    shown = json.loads(tagged.run("blast", str(done["blast"]), "--json").stdout)
    assert shown["statuses"] == {"queued": 3, "excluded": 5} and shown["finished"] is False
    db.session.execute(update(Message).values(status=MessageStatus.DELIVERED))
    held = db.session.scalars(select(Message)).first()
    assert held is not None
    held.status, held.reason = MessageStatus.HELD, "nobody knows whether it was sent"
    db.session.commit()
    shown = json.loads(tagged.run("blast", str(done["blast"]), "--json").stdout)
    assert shown["statuses"] == {"delivered": 2, "uncertain": 1, "excluded": 5} and shown["finished"] is True


def test_a_text_without_a_name_or_the_way_out_gets_both(tagged: Tagged) -> None:
    result = tagged.run("text", "--org", tagged.organization.slug, "--tag", "hot", "--body", "Tuesday at 5")
    assert result.exit_code == 0 and "Added to the text: {org}: … STOP to opt out" in result.stderr
    assert {row.body for row in db.session.scalars(select(Message))} == {"Puente: Tuesday at 5 STOP to opt out"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--org", "nowhere", "--tag", "hot", "--body", BODY], "There is no organization “nowhere”"),
        (["--tag", "cold", "--body", BODY], "Nobody is tagged “cold”"),
        (["--tag", "hot", "--body", "Hi {frist_name}"], "{frist_name}, which is no merge field"),
        (["--tag", "hot", "--body", "Hi {link}"], "Nothing fills {link}"),
        (["--tag", "hot", "--body", " "], "nothing to send"),
        (["--tag", "hot", "--body", BODY, "--at", "soon"], "“soon” is no time"),
        (["--tag", "hot", "--body", BODY, "--at", "2020-01-01T10:00"], "has passed"),
        (["--tag", "hot", "--body", BODY, "--set", "lnk=x"], "fills no field"),
        (["--tag", "hot", "--body", "x" * 1700], "longer than 1600"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tagged: Tagged, arguments: list[str], said: str) -> None:
    org = [] if "--org" in arguments else ["--org", tagged.organization.slug]
    result = tagged.run("text", *org, *arguments)
    assert result.exit_code == 1 and said in result.stderr and len(result.stderr.strip().splitlines()) == 1
    assert db.session.scalar(select(func.count()).select_from(Message)) == 0


def test_later_is_in_the_zone_of_the_organization_and_caps_are_asked_when_wanted(tagged: Tagged) -> None:
    later = tagged.text("--at", "2026-11-25T10:30", "--set", "link=https://example.org/x", body=f"{BODY} {{link}}")
    blast = db.session.get_one(Blast, later["blast"])
    assert blast.status is BlastStatus.SCHEDULED
    assert {row.send_after for row in db.session.scalars(select(Message))} == {
        datetime.fromisoformat("2026-11-25T10:30-07:00")
    }
    assert tagged.text("--at", "2026-11-25T12:00", "--dry-run")["queued"] == 3
    close = tagged.text("--at", "2026-11-25T12:00", "--dry-run", "--within-caps")
    assert close["queued"] == 0 and close["excluded"][CLOSE_BY] == 4
    that_day = tagged.text("--at", "2026-11-25T16:00", "--dry-run", "--within-caps")
    assert that_day["excluded"][TEXTED_THAT_DAY] == 4
    assert tagged.text("--at", "2026-11-26T16:00", "--dry-run", "--within-caps")["queued"] == 3


def test_a_blast_left_half_done_is_gone_on_with_and_nothing_is_there_twice(
    tagged: Tagged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command is killed after the first of four pieces; a worker goes on while another one looks at the same blast."""
    monkeypatch.setattr(preparing, "AT_ONCE", 2)
    real, pieces = preparing.write_texts, [0]

    def killed(*given: Any) -> None:
        pieces[0] += 1
        if pieces[0] == 2:
            raise KeyboardInterrupt
        real(*given)

    monkeypatch.setattr(preparing, "write_texts", killed)
    assert tagged.run("text", "--org", tagged.organization.slug, "--tag", "hot", "--body", BODY).exit_code != 0
    blast = db.session.scalars(select(Blast)).one()
    assert blast.status is BlastStatus.PREPARING and blast.prepared_to == tagged.people[1].id
    monkeypatch.setattr(preparing, "write_texts", real)
    one, other = preparing.Preparation(blast.id, tagged.now), preparing.Preparation(blast.id, tagged.now)
    assert one.go_on() and not other.go_on()
    db.session.commit()
    go_round("prepare_blasts")
    db.session.refresh(db.session.merge(blast))
    counted = preparing.count_prepared(blast.id)["queued"], db.session.scalar(select(func.count()).select_from(LeftOut))
    assert counted == (3, 5)
    found = db.session.get_one(Blast, blast.id, populate_existing=True)
    assert found.status is BlastStatus.SENDING and found.excluded == EXCLUDED and found.prepared_at is not None
    assert found.prepared_at - tagged.now < timedelta(days=400)
