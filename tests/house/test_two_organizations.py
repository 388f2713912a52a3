"""No address gives, takes or changes anything of another organization, whoever asks and whatever ids are sent along."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from crm.accounts.queries import get_organization
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import everywhere, in_organization
from crm.sms.provider.signatures import sign
from tests.imports.support import registration
from tests.support.factories import Factory, sign_in
from tests.support.neighbour_rows import Rows
from tests.support.neighbours import (
    busy_demo,
    crossing_references,
    dump,
    small_organization,
    unowned_tables,
    webhook_token,
    words_of,
)
from tests.support.walk_forms import all_forms

WALKERS = (Role.ADMIN, Role.LEAD, Role.COORDINATOR, Role.ORGANIZER, Role.TEXTER, Role.PARTNER)
"""Arguments of addresses that are words of the program, not ids."""
MACHINES = (
    "core.healthz",
    "core.readyz",
    "boards.shared",
    "boards.shared_wall",
    "boards.shared_coalition",
    "boards.shared_coalition_wall",
    "campaigns.calendar",
    "coalitions.join",
    "door_devices.show_list",
    "signins.sign_self",
    "sms.picture",
)
CHOSEN = (
    *("act", "mode", "key", "change", "report", "row_number", "history_id", "stage_number", "file_name"),
    *("board_token", "coalition_token", "calendar_token", "picture_token", "door_token", "door_code", "invite_token"),
)
PUBLISHED = "campaigns.histories"
"""The field's history is the same for everybody, and names offices as the demo does."""
INVENTED = "demo.zoom_file"
"""A practice organization's own practice files name the invented people whom the demo too is made of."""
FOR_EVERYBODY = {
    f"turnout.{view}"
    for view in (
        *("answer", "send_answer", "mine", "change_mine", "calendar"),
        *("join_page", "go_in", "recording_page", "see_recording"),
    )
}
"""Public pages are open to everybody by their address, also to another organization's users; tests/turnout holds them."""
LISTS = ("registered", "came", "left_early", "texted", "answered", "sat_down", "one_on_ones", "")


def asked(rows: Rows, endpoint: str) -> Iterator[dict[str, Any]]:
    """What is asked for in query strings: every id under every name, for each list of a board."""
    names = {"contact": "contact_id", "action": "action_id", "webinar": "action_id", "goal": "goal_id"}
    names |= {
        "campaign": "campaign_id",
        "open": "conversation_id",
        "owner": "user_id",
        "tag": "tag_id",
        "message_id": "message_id",
    }
    names |= {"segment": "segment_id", "list": "list_id", "from": "blast_id"}
    names |= {"other": "twin_id", "after": "suggestion_id", "joined": "merge_id"}
    ids = {name: rows.ids[key][-1] for name, key in names.items() if rows.ids[key]}
    for measure in LISTS if endpoint == "boards.people" else LISTS[:1]:
        yield ids | {"phone": rows.sent_phone, "measure": measure, "show": "all"}
    yield {"contact": ids["contact"], "goal": ids["goal"], "state": "nonsense", "q": rows.sent_phone}


def addresses(app: Flask, rule: Rule, rows: Rows, other: Rows) -> Iterator[tuple[str, bool]]:
    """Every address of a rule with these ids, also mixed with the other's; and whether an id of `rows` is in its path."""
    missing = rule.arguments - rows.ids.keys()
    assert not missing, f"{rule.rule}: give tests/support/neighbours.py a value for {missing}"
    names = sorted(rule.arguments)
    choices = [rows.ids[n] if n in CHOSEN else [*rows.ids[n], *other.ids[n][:1]] for n in names]
    for values in product(*choices):
        is_theirs = any(n not in CHOSEN and v in rows.ids[n] for n, v in zip(names, values, strict=True))
        with app.test_request_context():
            yield app.url_for(rule.endpoint, **dict(zip(names, values, strict=True))), is_theirs


class Walk:
    """A user of one organization at every address, with the ids of another; what was wrong is kept."""

    def __init__(self, app: Flask, client: FlaskClient, theirs: Rows, own: Rows) -> None:
        self.app, self.client, self.theirs, self.own = app, client, theirs, own
        self.secrets = words_of(theirs.organization_id) - theirs.typed
        self.forms = all_forms(theirs)
        self.token = webhook_token(own.organization_id)
        self.wrong: list[str] = []
        self.count = 0

    def everywhere(self, role: Role) -> None:
        """Go to every address; signing out comes last."""
        left_out = {"static", *FOR_EVERYBODY}
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint not in left_out]
        for rule in sorted(rules, key=lambda rule: (rule.endpoint == "accounts.sign_out", rule.rule)):
            for address, is_theirs in addresses(self.app, rule, self.theirs, self.own):
                if "GET" in (rule.methods or set()):
                    self._look(role, rule, address, is_theirs)
                if "POST" in (rule.methods or set()):
                    self._send(role, rule, address, is_theirs)

    def _look(self, role: Role, rule: Rule, address: str, is_theirs: bool) -> None:
        if rule.endpoint in (*MACHINES, PUBLISHED) or (rule.endpoint == INVENTED and not is_theirs):
            return
        self._judge(role, address, is_theirs, self.client.get(address))
        for query in asked(self.theirs, rule.endpoint) if not is_theirs else ():
            self._judge(role, f"{address} {query}", False, self.client.get(address, query_string=query))

    def _send(self, role: Role, rule: Rule, address: str, is_theirs: bool) -> None:
        assert rule.endpoint in self.forms, f"say in forms() what is sent to {rule.endpoint}"
        is_webhook = rule.endpoint.startswith("sms_webhooks.")
        for rows in (self.theirs,) if is_theirs else (self.own, self.theirs):
            data = dict(self.forms[rule.endpoint])
            if "file" in data:
                data["file"] = (io.BytesIO(registration("Zed,Walker,zed@example.org,,,approved")), "zed.csv")
            target = f"{address}?contact={rows.one('contact_id')}"
            answer = self.client.post(target, data=data, headers=self._signed(target, data) if is_webhook else None)
            self._judge(role, f"POST {target}", is_theirs or is_webhook, answer)

    def _signed(self, target: str, data: dict[str, str]) -> dict[str, str]:
        """The signature of the walker's own provider, on a call about the other's account."""
        fields = {name: [value] for name, value in data.items()}
        return {"X-Twilio-Signature": sign(f"http://localhost{target}", fields, self.token)}

    def _judge(self, role: Role, what: str, is_theirs: bool, answer: TestResponse) -> None:
        self.count += 1
        if answer.status_code >= 500 or (is_theirs and answer.status_code not in (403, 404)):
            self.wrong.append(f"{role}: {what}: answered {answer.status_code}")
        if 300 <= answer.status_code < 400 and "/sign-in" not in answer.location:
            answer = self.client.get(answer.location)
        page = html.unescape(answer.text)
        leaked = sorted(word for word in self.secrets if word in page)
        if leaked:
            self.wrong.append(f"{role}: {what}: shows {leaked[:3]}")


@pytest.fixture
def worlds(app: Flask) -> tuple[Factory, Rows, Any, Rows]:
    """A busy organization and a small one."""
    make = Factory(datetime.now(UTC))
    theirs = busy_demo(make.now)
    organization, own = small_organization(make)
    db.session.commit()  # what is written with the commit (the number of an inbox) is there before anybody walks
    return make, theirs, organization, own


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)], ids=["shared out", "whole"])
def test_nobody_reaches_another_organization(
    app: Flask, client: FlaskClient, worlds: tuple[Factory, Rows, Any, Rows], whole: bool
) -> None:
    """The two databases share the roles out between them; in the long suite each sees them all."""
    make, theirs, organization, own = worlds
    first = 0 if db.engine.dialect.name == "sqlite" else 1
    walkers = WALKERS if whole else WALKERS[first::2]
    before = dump(theirs.organization_id)
    assert sum(map(len, before.values())) > 500
    walk = Walk(app, client, theirs, own)
    for role in walkers:
        with in_organization(organization.id):
            sign_in(client, make.user(organization, role, name="Second user"))
        walk.everywhere(role)
    assert not walk.wrong, "\n".join(walk.wrong)
    assert walk.count > 1000
    after = dump(theirs.organization_id)
    changed = {name: set(after[name]) ^ set(rows) for name, rows in before.items() if after[name] != rows}
    assert not changed
    assert crossing_references() == {}


def test_a_reference_across_is_found(worlds: tuple[Factory, Rows, Any, Rows]) -> None:
    make, theirs, organization, _own = worlds
    with in_organization(organization.id):
        make.contact(owner_user_id=theirs.one("user_id"))
    assert crossing_references() == {"contacts.owner_user_id": 1}


def test_the_ids_of_the_walk_are_real(app: Flask, client: FlaskClient, worlds: tuple[Factory, Rows, Any, Rows]) -> None:
    """For its own admin each address of the busy organization answers, and its pages hold what others must not see."""
    make, theirs, _organization, own = worlds
    with everywhere("a test signs an admin in"):
        admin = make.user(get_organization(theirs.organization_id), Role.ADMIN)
        sign_in(client, admin)
    secrets, seen = words_of(theirs.organization_id), set[str]()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint in ("static", *MACHINES, *FOR_EVERYBODY):
            continue
        for address, _ in addresses(app, rule, theirs, Rows(0, {name: [] for name in own.ids})):
            answer = client.get(address, query_string={"measure": "one_on_ones"})
            assert answer.status_code in (200, 302), (address, answer.status_code)
            page = html.unescape(answer.text)
            seen |= {word for word in secrets if word in page}
    assert len(seen) > 60


def test_only_these_tables_belong_to_nobody() -> None:
    assert unowned_tables() == {"organizations", "worker_heartbeats"}
