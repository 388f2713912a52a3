"""A one-on-one with no signal: four taps from the person's card, a reload in between, nothing lost and nothing left behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select, update

from crm.accounts.models import Organization
from crm.commitments.models import Commitment, Task
from crm.contacts.models import Contact
from crm.core.actor import Role
from crm.core.database import db, unit_of_work
from crm.core.scope import everywhere
from crm.one_on_ones.devices import talk_token
from crm.one_on_ones.models import Assessment, OneOnOne
from crm.one_on_ones.policy import concerns, for_browsers
from tests.conftest import BACKENDS
from tests.one_on_ones.test_browser import _sign_in, site  # noqa: F401 - a fixture
from tests.support.browser import phone
from tests.support.factories import Factory

STORY = "Wants a counselor in every building"
LEFT = """async () => {
  const names = (await indexedDB.databases()).map((one) => one.name).filter((name) => name.startsWith("reinvest-talks"));
  const all = [];
  for (const name of names) {
    const open = indexedDB.open(name);
    await new Promise((resolve) => { open.onsuccess = resolve; });
    const deed = open.result.transaction(["rows", "facts"]);
    const rows = deed.objectStore("rows").getAll(), facts = deed.objectStore("facts").getAll();
    await new Promise((resolve) => { deed.oncomplete = resolve; });
    all.push(JSON.stringify([rows.result, facts.result]));
    open.result.close();
  }
  return all.join();
}"""


def _saved(app: Flask) -> list[int]:
    with app.app_context(), everywhere("counting in a test"):
        return [len(list(db.session.scalars(select(model.id)))) for model in (OneOnOne, Assessment, Commitment, Task)]


def _online_visit(page: Page, lupe: int) -> None:
    _sign_in(page)
    page.goto(f"/people/{lupe}")
    expect(page.locator("html[data-kept=yes]")).to_have_count(1)


def _wait_for(page: Page, is_left: bool) -> None:
    """Wait until the story is, or is no more, on the phone."""
    until = monotonic() + 15
    while (STORY in page.evaluate(LEFT)) is not is_left and monotonic() < until:
        page.wait_for_timeout(100)
    assert (STORY in page.evaluate(LEFT)) is is_left


@pytest.mark.browser
def test_four_taps_without_a_signal(browser: Browser, site: tuple[str, Flask, int]) -> None:  # noqa: F811
    url, app, lupe = site
    with phone(browser, url) as page:
        _online_visit(page, lupe)
        page.context.set_offline(True)
        taps = (
            page.get_by_role("link", name="Log one-on-one"),
            page.locator(".scale label").nth(1),
            page.get_by_role("button", name="Host a house meeting"),
            page.get_by_role("button", name="Save one-on-one"),
        )
        for tap in taps[:3]:
            tap.tap()
        expect(page.locator("#whom")).to_have_text("Lupe")
        page.locator("#story").fill(STORY)
        expect(page.locator("#kept")).to_be_visible()
        _wait_for(page, is_left=True)
        page.reload()
        expect(page.locator("#story")).to_have_value(STORY)
        taps[3].tap()
        expect(page.locator("#waits")).to_contain_text("Saved on this phone")
        expect(page.locator("form[data-one-on-one]")).to_be_hidden()
        page.reload()
        assert STORY in page.evaluate(LEFT)
        assert _saved(app) == [0, 0, 0, 0]
        page.context.set_offline(False)
        page.goto(f"/people/{lupe}")
        _wait_for(page, is_left=False)
        assert _saved(app) == [1, 1, 1, 1]
        assert len(taps) == 4


def _save(page: Page) -> None:
    page.locator(".scale label").nth(1).tap()
    page.get_by_role("button", name="Save one-on-one").tap()


def _see_my_day(page: Page) -> None:
    """Open Today without a signal: the day as it last was, with nothing on it that only the server can do."""
    page.goto("/today")
    expect(page.locator("#day-said")).to_contain_text("This is your day as it was at")
    expect(page.locator("#day-kept")).to_contain_text("Next steps you promised")
    assert not page.locator("#day-kept form, #day-kept button").count()


@pytest.mark.browser
@pytest.mark.parametrize("site", BACKENDS[:1], indirect=True)
def test_a_minor_without_a_second_adult_comes_back_and_is_sent_again_and_my_day_is_there(
    browser: Browser,
    site: tuple[str, Flask, int],  # noqa: F811
) -> None:
    url, app, lupe = site
    with phone(browser, url) as page:
        _online_visit(page, lupe)
        with app.app_context(), everywhere("a test says that she is under 18"), unit_of_work():
            db.session.execute(update(Contact).where(Contact.id == lupe).values(is_minor=True))
        page.context.set_offline(True)
        page.goto(f"/one-on-ones/new?contact={lupe}")
        expect(page.locator("#minor")).to_be_hidden()
        _save(page)
        expect(page.locator("#waits")).to_contain_text("Saved on this phone")
        _see_my_day(page)
        page.context.set_offline(False)
        page.goto("/today")
        expect(page.locator("[data-not-taken]")).to_contain_text("is under 18")
        assert _saved(app) == [0, 0, 0, 0]
        page.get_by_role("link", name="Lupe. Open it").tap()
        expect(page.locator("#waits")).to_contain_text("Write who the second adult was")
        assert page.locator(".scale input:checked").get_attribute("value") == "2"
        page.locator("#second_adult").fill("Her aunt Carmen")
        page.get_by_role("button", name="Save one-on-one").tap()
        page.wait_for_url(f"**/people/{lupe}")
        assert _saved(app)[0] == 1 and page.locator("[data-not-taken]").count() == 0
        page.context.set_offline(True)
        page.get_by_role("link", name="Log one-on-one").tap()
        _save(page)
        assert page.evaluate("document.activeElement.id") == "second_adult"
        expect(page.locator("#minor")).to_contain_text("with a second adult")
        page.locator("#second_adult").fill("Her aunt Carmen")
        page.get_by_role("button", name="Save one-on-one").tap()
        expect(page.locator("#waits")).to_contain_text("Saved on this phone")
        page.context.set_offline(False)
        page.goto("/today")
        page.wait_for_function(f"({LEFT})().then((left) => !left.includes('Carmen'))")
        assert _saved(app)[0] == 2
        expect(page.locator("[data-not-taken]")).to_have_count(0)


@pytest.mark.browser
def test_what_is_never_stored_is_asked_about_and_signing_out_warns(
    browser: Browser,
    site: tuple[str, Flask, int],  # noqa: F811
) -> None:
    url, app, lupe = site
    asked: list[str] = []
    sending: list[Route] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.accept()
        while sending:
            sending.pop().abort()

    with phone(browser, url) as page:
        _online_visit(page, lupe)
        page.context.set_offline(True)
        page.goto(f"/one-on-ones/new?contact={lupe}")
        page.locator("#story").fill("Her number is 123-45-6789")
        page.get_by_role("button", name="Save one-on-one").tap()
        expect(page.locator("#never")).to_contain_text("take it out")
        page.locator("#story").fill("She is afraid of ICE")
        page.get_by_role("button", name="Save one-on-one").tap()
        expect(page.locator("#never")).to_contain_text("read it again")
        page.get_by_label("I have read it again").tap()
        page.get_by_role("button", name="Save one-on-one").tap()
        expect(page.locator("#waits")).to_contain_text("Saved on this phone")
        page.context.route("**/door/sync", lambda route: sending.append(route))
        page.context.set_offline(False)
        page.goto("/today")
        page.on("dialog", answer)
        page.get_by_role("button", name="Sign out").first.tap()
        page.wait_for_url("**/sign-in")
        assert len(asked) == 1
        assert page.evaluate(LEFT) == ""
        assert _saved(app)[0] == 0


def _row(contact: int, ref: str, **fields: str) -> dict[str, Any]:
    at = int(datetime.now(UTC).timestamp() * 1000)
    body = {"contact": str(contact), "fields": {name: [value] for name, value in fields.items()}}
    return {"ref": ref, "kind": "one_on_one", "at": at, "skew": 0, "body": body}


def _send(client: FlaskClient, token: str, *rows: dict[str, Any]) -> tuple[int, dict[str, str]]:
    sent = {"sent_at": rows[0]["at"], "rows": list(rows)}
    answer = client.post("/door/sync", json=sent, headers={"X-Device-Token": token})
    return answer.status_code, (answer.get_json() or {}).get("results", {})


def test_rows_arrive_once_in_any_order_and_a_bad_one_keeps_no_other(
    client: FlaskClient, organization: Organization, make: Factory
) -> None:
    rosa, lupe = make.user(organization, Role.ORGANIZER), make.contact()
    gone = make.action(kind="hearing", starts_at=datetime.now(UTC) - timedelta(days=3))
    good, bad, sealed = (str(uuid4()) for _each in range(3))
    token = talk_token(rosa.get_id())
    db.session.commit()
    rows = [
        _row(lupe.id, bad, stand="9"),
        _row(lupe.id, good, stand="2", story=STORY, **{f"ask-attend-{gone.id}": "yes"}),
        _row(lupe.id, sealed, story="She has a green card"),
        _row(987654, str(uuid4()), stand="1"),
    ]
    status, results = _send(client, token, *rows)
    assert (status, results[good]) == (200, "arrived")
    assert results[bad] != "arrived" and "never store" in results[sealed]
    assert _send(client, token, rows[1])[1] == {good: "arrived"}
    talk = db.session.scalars(select(OneOnOne)).one()
    assert talk.client_ref == good and talk.organizer_user_id == rosa.id
    assert talk.sealed_story and STORY not in talk.sealed_story
    assert db.session.scalars(select(Commitment)).one().action_id == gone.id


def test_a_phone_sends_as_long_as_its_user_could_sign_in(
    client: FlaskClient, organization: Organization, make: Factory
) -> None:
    rosa, lupe = make.user(organization, Role.ORGANIZER), make.contact()
    token, row = talk_token(rosa.get_id()), _row(lupe.id, str(uuid4()), stand="2")
    texter = talk_token(make.user(organization, Role.TEXTER).get_id())
    rosa.session_version += 1
    db.session.commit()
    for refused in (token, texter, token + "x", "talk.", "talk.ImEi.x"):
        assert _send(client, refused, row)[0] == 401
    assert _send(client, talk_token(rosa.get_id()), row)[0] == 200


def test_browsers_are_given_every_pattern() -> None:
    patterns = for_browsers()
    assert set(patterns) == {"identity_number", "immigration", "case", "birth_date"}
    assert all("(?-i" not in pattern for some in patterns.values() for pattern, _flags in some)
    assert concerns("ICE came") and not concerns("with ice and lime")
