"""The door under a thumb: two taps, three fields, and an evening with the network off and the page reloaded in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from crm.actions.models import Action
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.models import Contact
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.signins.jobs import settle_slips
from crm.signins.models import DoorKind, SignIn
from crm.signins.queries.doors import token_of
from crm.signins.service.doors import open_door, open_host_door
from tests.conftest import BACKENDS, fresh_database, make_app
from tests.signins.door_support import meeting
from tests.support.browser import axe_violations, phone
from tests.support.factories import Factory
from tests.support.hands import Hands
from tests.support.site import compress_static, serving

expect.set_options(timeout=15_000)
NAMES = (("Marcus", "Tate", "+17205550162"), ("María", "García", "+17205550148"), ("Lupe", "Martínez", "+17205550107"))

READ_FACTS = """name => new Promise(done => { const asked = indexedDB.open(name); asked.onsuccess = () => {
  const keys = asked.result.transaction("facts").objectStore("facts").getAllKeys();
  keys.onsuccess = () => done(keys.result); }; })"""

KEPT_PAGES = """caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(one => one.keys()))))
  .then(all => all.flat().map(one => new URL(one.url).pathname))"""


@dataclass
class Door:
    """A running door: where it is, its application, the organization, and the tokens of its links."""

    url: str
    app: Flask
    organization_id: int
    host: str
    kiosk: str
    code: str

    def present(self) -> set[str]:
        """The names of those who are here once the worker has been round."""
        with self.app.app_context():
            while settle_slips(utc_now()):
                pass
            with in_organization(self.organization_id):
                query = select(Contact.first_name).join(SignIn, SignIn.contact_id == Contact.id)
                names = list(db.session.scalars(query))
        assert len(names) == len(set(names))
        return set(names)


def _meeting_with_people(make: Factory, organization: Any) -> Any:
    action, actor = meeting(make, title_es="Reunión en casa"), system_actor(organization.id)
    for first, last, number in NAMES:
        person = create_contact(actor, make.now, NewContact(first_name=first, last_name=last, phone=number))
        promise = {"kind": CommitmentKind.ATTEND, "answer": Answer.YES, "asked_at": make.now}
        make.add(Commitment(contact_id=person.id, action_id=action.id, **promise))
    return action


@pytest.fixture(params=BACKENDS)
def door(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Door]:
    """A house meeting under way with three people who said yes."""
    compress_static()
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        app.config["WTF_CSRF_ENABLED"] = True
        with app.app_context(), unit_of_work():
            make = Factory(utc_now())
            organization = make.organization(name="Puente Abierto")
            with in_organization(organization.id):
                actor, action = system_actor(organization.id), _meeting_with_people(make, organization)
                host = token_of(open_host_door(actor, make.now, action.id, "Keisha"))
                kiosk = token_of(open_door(actor, make.now, action.id, DoorKind.KIOSK))
                code = token_of(open_door(actor, make.now, action.id, DoorKind.SELF))
        with serving(app) as url:
            yield Door(url, app, organization.id, host, kiosk, code)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _answer(answer: dict[str, Any], route: Route) -> None:
    route.fulfill(**answer)


def _counts(page: Page, saved: int, arrived: int) -> None:
    expect(page.locator("#state-text")).to_contain_text(f"{saved} saved here, {arrived} arrived.")


def _open(page: Page, door: Door) -> None:
    page.goto(f"/door/{door.host}")
    expect(page.get_by_role("heading", name="House meeting")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")


def _welcome_back(page: Page, letters: str, name: str) -> float:
    """Sign in somebody who was here before, in two taps; returns the seconds a host takes."""
    hands = Hands(page)
    hands.tap(page.locator("#find"))
    page.locator("#find").fill("")
    hands.type(letters)
    hands.decide(page.get_by_role("button", name=f"Sign in {name}"))
    hands.see(page.locator("li", has_text=name).get_by_text("Here", exact=True))
    assert hands.taps == 2
    return hands.seconds


@pytest.mark.browser
def test_a_walk_in_is_three_fields_and_20_seconds(browser: Browser, door: Door) -> None:
    with phone(browser, door.url) as page:
        _open(page, door)
        hands = Hands(page)
        hands.decide(page.get_by_role("button", name="New here: add a person"))
        hands.tap(page.get_by_label("First and last name"))
        hands.type("Amina Yusuf")
        hands.tap(page.get_by_label("Phone", exact=True))
        hands.type("3035550124")
        hands.decide(page.get_by_label("She says yes"))
        hands.tap(page.get_by_role("button", name="Sign in", exact=True))
        hands.see(page.locator("li", has_text="Amina Y."))
        assert hands.taps == 5 and hands.seconds <= 20, vars(hands)
        _counts(page, 0, 1)
    assert door.present() == {"Amina"}


@pytest.mark.browser
def test_two_taps_for_who_was_here_before_and_three_fields_for_who_is_new(browser: Browser, door: Door) -> None:
    with phone(browser, door.url) as page:
        _open(page, door)
        assert "García" not in page.content()
        known = (("lu", "Lupe M."), ("ma", "Marcus T."), ("ma", "María G."))
        assert min(_welcome_back(page, *one) for one in known) <= 4
        for name in ("Marcus T.", "Lupe M."):
            page.locator("#find").fill(name[:2])
            page.get_by_role("button", name=f"Undo {name}").tap()
        page.locator("#find").fill("07")
        page.get_by_role("button", name="Sign in Lupe M.").tap()
        page.get_by_role("button", name="Who brought her? Lupe M.").tap()
        page.get_by_label("Somebody who is here").select_option(label="María G. (48)")
        page.get_by_role("button", name="Save").tap()
        expect(page.locator("li", has_text="Lupe M.").get_by_text("Came with María G.")).to_be_visible()
        page.get_by_role("button", name="Undo Lupe M.").tap()
        page.get_by_role("button", name="New here: add a person").tap()
        page.get_by_label("First and last name").fill("Amina Yusuf")
        page.get_by_label("Phone", exact=True).fill("303 555 0124")
        page.get_by_text("Español").tap()
        expect(page.locator("#consent-words")).to_contain_text("¿Puede Puente Abierto enviarte")
        page.get_by_label("She says yes").check()
        page.get_by_label("I am under 18").check()
        page.locator("#by").select_option(label="María G. (48)")
        assert axe_violations(page) == []
        page.get_by_role("button", name="Sign in", exact=True).tap()
        expect(page.locator("li", has_text="Amina Y.").get_by_text("Came with María G.")).to_be_visible()
        _counts(page, 0, 2)
        expect(page.locator("#here")).to_have_text("2")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe_violations(page) == []
    assert door.present() == {"María", "Amina"}


@pytest.mark.browser
def test_with_the_network_off_nothing_is_lost_and_the_page_comes_back(browser: Browser, door: Door) -> None:
    with phone(browser, door.url) as page:
        _open(page, door)
        page.reload()
        page.context.set_offline(True)
        page.locator("#find").fill("mar")
        page.get_by_role("button", name="Sign in Marcus T.").tap()
        _counts(page, 1, 0)
        page.reload()
        expect(page.get_by_text("No signal: 1 waiting to be sent")).to_be_visible()
        page.locator("#find").fill("48")
        page.get_by_role("button", name="Sign in María G.").tap()
        page.get_by_role("button", name="New here: add a person").tap()
        page.get_by_label("First and last name").fill("Omar Diallo")
        page.get_by_role("button", name="Sign in", exact=True).tap()
        _counts(page, 3, 0)
        page.locator("#find").fill("mar")
        page.get_by_role("button", name="Undo Marcus T.").tap()
        assert door.present() == set()
        page.context.set_offline(False)
        _counts(page, 0, 2)
        page.reload()
        _counts(page, 0, 2)
        kept = set(page.evaluate(KEPT_PAGES))
        assert {path for path in kept if not path.startswith("/static/")} == {"/door/shell"}
    assert door.present() == {"María", "Omar"}


@pytest.mark.browser
@pytest.mark.parametrize("door", ["sqlite"], indirect=True)
def test_a_refusal_keeps_everything_on_the_phone(browser: Browser, door: Door) -> None:
    with phone(browser, door.url) as page:
        _open(page, door)
        for answer in ({"status": 401, "json": {}}, {"status": 302, "headers": {"Location": "/sign-in"}}):
            page.route("**/door/sync", partial(_answer, answer))
            page.locator("#find").fill("lu" if answer["status"] == 401 else "mar")
            page.locator("#people").get_by_role("button", name="Sign in").first.tap()
            page.wait_for_timeout(300)
            page.unroute("**/door/sync")
        _counts(page, 2, 0)
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        _counts(page, 0, 2)


@pytest.mark.browser
@pytest.mark.parametrize("door", ["sqlite"], indirect=True)
def test_at_its_end_the_phone_forgets_the_list_and_still_sends_what_it_saved(browser: Browser, door: Door) -> None:
    with phone(browser, door.url) as page:
        _open(page, door)
        page.context.set_offline(True)
        page.locator("#find").fill("mar")
        page.get_by_role("button", name="Sign in Marcus T.").tap()
        _counts(page, 1, 0)
        with door.app.app_context(), in_organization(door.organization_id), unit_of_work():
            action = db.session.scalars(select(Action)).one()
            action.starts_at = action.ends_at = utc_now() - timedelta(days=3)
        page.context.set_offline(False)
        page.reload()
        expect(page.get_by_role("heading", name="This door is closed")).to_be_visible()
        expect(page.locator("#state-text")).to_contain_text("0 saved here")
        kept = page.evaluate("indexedDB.databases().then(found => found.map(one => one.name))")
        facts = page.evaluate(READ_FACTS, kept[0])
        assert "shown" not in facts and "María" not in page.content()
    assert door.present() == {"Marcus"}


@pytest.mark.browser
@pytest.mark.parametrize("door", ["sqlite"], indirect=True)
def test_a_kiosk_answers_everybody_alike_without_a_signal_and_forgets(browser: Browser, door: Door) -> None:
    with phone(browser, door.url) as page:
        page.clock.install()
        page.goto(f"/kiosk/{door.kiosk}")
        expect(page.locator("html")).to_have_attribute("data-kept", "yes")
        expect(page.get_by_text("Reunión en casa")).to_be_visible()
        assert axe_violations(page) == []
        page.context.set_offline(True)
        page.reload()
        answers = set()
        for number, name, button in (("720 555 0148", "maria", "Registrarme"), ("303 555 0199", "Nia", "Sign in")):
            page.get_by_role("button", name=button).tap()
            expect(page.locator("#problem")).to_be_visible()
            page.locator("#phone").fill(number)
            page.locator("#first_name").fill(name)
            page.get_by_role("button", name=button).tap()
            expect(page.locator("#thanks")).to_be_visible()
            answers.add(page.locator("#thanks").inner_html())
            page.clock.run_for(7000)
            expect(page.locator("#phone")).to_be_visible()
            assert page.locator("#phone").input_value() == ""
        assert len(answers) == 1
        page.locator("#phone").fill("720 555")
        page.clock.run_for(46_000)
        assert page.locator("#phone").input_value() == "", "what somebody left behind is forgotten"
        page.context.set_offline(False)
        expect(page.locator("#state")).to_contain_text("0 saved here, 2 arrived.")
    assert door.present() == {"María", "Nia"}
