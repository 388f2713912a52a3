"""The evening after a webinar: who registered and came, who works there, and the line out, for tests that spend it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.contacts.models import Contact
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import Role, system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.demo import zoom
from crm.demo.names import Invented
from crm.imports.service import Agreement, apply, preview
from crm.sms.models import (
    Blast,
    Conversation,
    Message,
    MessageStatus,
    SenderAccount,
    ThroughputClass,
    Track,
)
from tests.conftest import make_app
from tests.support import emulator, faultproxy
from tests.support.emulator import Emulator
from tests.support.factories import Factory
from tests.support.faultproxy import Fault
from tests.support.site import serving
from tests.support.texting import go_round, twilio_account

PASSWORD = "a long password"
DENVER = ZoneInfo("America/Denver")
AREAS = ("303", "720", "719", "970", "801", "385", "435", "505", "307")
FIRST = (
    "Ada Bruno Celia Dario Elena Fermin Greta Hugo Irma Jonas Karla Luz Mateo Nadia Omar Petra Quincy Ramon Sofia Tomas"
)
LAST = (
    "Abreu Barrios Cardenas Dominguez Escobar Figueroa Guzman Hinojosa Ibarra Jaramillo Kessler Lozano Montoya Navarro"
    " Ochoa Palacios Quintero Robledo Sandoval Trujillo Urrutia Valdivia Wexler Xiques Yepez Zamudio Appleby Brightman"
    " Callaway Dunmore Eastwick Fairbanks"
)


def registrants(many: int) -> list[Invented]:
    """So many invented people with a number and an address each; every third reads Spanish."""
    first, last = FIRST.split(), LAST.split()
    return [
        Invented(
            first[number % len(first)],
            last[number // len(first)],
            "es" if number % 3 == 1 else "en",
            f"+1{AREAS[number // 100]}55501{number % 100:02d}",
            f"person{number}@example.org",
        )
        for number in range(many)
    ]


@dataclass
class Evening:
    """The evening of an organization: its application, who registered, the line out, and where it is served."""

    app: Flask
    organization_id: int
    registered: Sequence[Invented]
    report: Path
    title: str
    hearing_id: int
    url: str = ""
    twilio: Emulator | None = None

    @contextmanager
    def inside(self) -> Iterator[None]:
        """In the application and the organization."""
        with self.app.app_context(), in_organization(self.organization_id):
            yield
            db.session.remove()

    def work(self) -> None:
        """What the worker does until nothing is left to do now."""
        with self.app.app_context():
            deadline = time.monotonic() + 120
            while go_round() and time.monotonic() < deadline:
                pass

    def write_back(self, words: Sequence[str], phones: Sequence[str]) -> None:
        """People answer by text, and the worker takes in what they wrote."""
        assert self.twilio is not None
        for phone, said in zip(phones, words, strict=False):
            self.twilio.receive(phone, said)
        self.work()

    def receipts(self) -> None:
        """The carriers say that everything they have arrived, but one."""
        assert self.twilio is not None
        out = [one for one in self.twilio.messages() if one["direction"].startswith("outbound")]
        for number, one in enumerate(out):
            self.twilio.report(one["sid"], "undelivered" if number == 0 else "delivered")
        self.work()

    def texted(self) -> dict[str, list[str]]:
        """The numbers of those who came and got the follow-up, by language."""
        with self.inside():
            query = select(Message.language, Message.phone).join(Blast, Blast.id == Message.blast_id)
            query = query.where(
                Blast.track == Track.CAME, Message.sent_at.is_not(None), Message.status == MessageStatus.DELIVERED
            )
            found: dict[str, list[str]] = {"en": [], "es": []}
            for language, phone in db.session.execute(query.order_by(Message.id)):
                found[language].append(phone)
            return found

    def thread(self, phone: str) -> Conversation:
        """The conversation with a number."""
        return db.session.scalars(select(Conversation).where(Conversation.phone == phone)).one()


def prepare(app: Flask, folder: Path, many: int) -> Evening:
    """A webinar that ended five minutes ago, at seven on a Tuesday in Denver; a hearing in nine days."""
    with app.app_context(), unit_of_work():
        make = Factory(datetime.now(UTC))
        organization = make.organization()
        organization.short_name, organization.blast_approval_size = "Puente", 10
        at = datetime.combine(_tuesday(), datetime.min.time(), DENVER).replace(hour=19, minute=5).astimezone(UTC)
        organization.clock_offset_seconds = round((at - utc_now()).total_seconds())
        make.now = at
        with in_organization(organization.id):
            _people_who_work(make, organization)
            twilio_account()
            _fast()
            campaign = make.campaign()
            started = at - timedelta(minutes=95)
            webinar = make.action(
                starts_at=started, campaign_id=campaign.id, webinar_id="81255501019", title="Budget 101"
            )
            hearing = make.action(
                starts_at=at + timedelta(days=9),
                campaign_id=campaign.id,
                kind="hearing",
                title="Budget hearing",
                short_title="Hearing",
                place="Room 201",
                ask="testify for two minutes",
                ask_es="hablar dos minutos",
            )
            evening = _with_reports(app, folder, organization, webinar, hearing, many, at)
    return evening


def _tuesday() -> date:
    today = datetime.now(DENVER).date()
    return today + timedelta(days=(1 - today.weekday()) % 7 or 7)


def _people_who_work(make: Factory, organization: Organization) -> None:
    for name, role in (("malik", Role.COORDINATOR), ("denise", Role.LEAD), ("rosa", Role.ORGANIZER)):
        make.user(organization, role, email=f"{name}@example.org", password=PASSWORD, name=name.title())


def _fast() -> None:
    account = db.session.scalars(select(SenderAccount)).one()
    account.throughput_class = ThroughputClass.A_B


def _with_reports(
    app: Flask, folder: Path, organization: Organization, webinar: Action, hearing: Action, many: int, at: datetime
) -> Evening:
    """Most registered by the form and are here; three of those who came are known under another number."""
    people = registrants(many)
    actor = system_actor(organization.id)
    known = [NewContact(one.first, last_name=one.last, city="Denver", postal_code="80219") for one in people[-3:]]
    create_contacts(actor, at, known)
    zooms = zoom.Webinar(webinar.title, "81255501019", webinar.starts_at, 90, webinar.time_zone)
    form = zoom.registration_report(zooms, people[:-3]).encode()
    apply(actor, at, preview(actor, at, form, "registered.csv", None, webinar.id).id, Agreement(question=zoom.QUESTION))
    for one in people[:-3]:
        query = select(Contact).where(Contact.first_name == one.first, Contact.last_name == one.last)
        db.session.scalars(query).one().preferred_language = one.language
    report = folder / "zoom_attendees.csv"
    report.write_text(zoom.attendee_report(zooms, people))
    return Evening(app, organization.id, people, report, webinar.title, hearing.id)


@contextmanager
def running(address: str, folder: Path, many: int) -> Iterator[Evening]:
    """That evening on a site, with an emulated Twilio behind a line that fails now and then."""
    with ExitStack() as stack:
        app = make_app(address, folder)
        app.config["WTF_CSRF_ENABLED"] = True
        evening = prepare(app, folder, many)
        evening.url = stack.enter_context(serving(app))
        evening.twilio = stack.enter_context(emulator.running(evening.url))
        faults = {evening.registered[0].phone: Fault.LOST_REPLY, evening.registered[3].phone: Fault.BUSY_TWICE}
        choose = lambda to, nth: faults.get(to) if nth == 1 else None  # noqa: E731
        line = stack.enter_context(faultproxy.running(evening.twilio.url, choose))
        app.config.update({**evening.twilio.environment(), "TWILIO_API_URL": line.url, "PUBLIC_URL": evening.url})
        yield evening
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
