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
from crm.core.scope import everywhere, in_organization
from crm.sms.provider.signatures import sign
from tests.imports.support import registration
from tests.support.factories import Factory, sign_in
from tests.support.neighbours import (
    Rows,
    busy_demo,
    crossing_references,
    dump,
    small_organization,
    unowned_tables,
    webhook_token,
    words_of,
)
from tests.support.texting import inbound_fields, status_fields

WALKERS = (Role.ADMIN, Role.LEAD, Role.COORDINATOR, Role.ORGANIZER, Role.TEXTER, Role.PARTNER)
CHOSEN = ("key", "change", "report")
"""Arguments of addresses that are words of the program, not ids."""
MACHINES = ("core.healthz", "core.readyz")
INVENTED = "demo.zoom_file"
"""A practice organization's own practice files name the invented people whom the demo too is made of."""
LISTS = ("registered", "came", "left_early", "texted", "answered", "sat_down", "one_on_ones", "")
DAY = "2026-12-01"


def forms(rows: Rows) -> dict[str, dict[str, Any]]:
    """What is sent to each address that takes a POST, with every id in it from these rows."""
    contact, campaign, user = rows.one("contact_id"), rows.one("campaign_id"), rows.one("user_id")
    action = rows.one("action_id")
    attend = {f"ask-attend-{one}": "yes" for one in rows.ids["action_id"]}
    name = {"name": "Zed Walker", "first_name": "Zed", "last_name": "Walker", "phone": rows.sent_phone, "is_sure": "y"}
    return forms_of_people(rows) | {
        "accounts.sign_in": {"email": rows.sent_email, "password": "a guess that is wrong"},
        "accounts.sign_out": {},
        "accounts.switch_language": {"language": "es", "next": f"/people/{contact}"},
        "actions.create": {"title": "Walk", "kind": "webinar", "starts_at": f"{DAY}T19:00", "campaign_id": campaign},
        "campaigns.add_demand": {"side": "divest", "title": "A walk", "amount": "5", "stage": "demanded"},
        "campaigns.finish_stage": {"done": "yes"},
        "campaigns.lay_out": {"template": "school_budget", "decision_on": DAY},
        "campaigns.new": {"name": "Walk", "level": "local", "place_name": "Here", "ocd_id": "ocd-division/country:us"},
        "campaigns.set_goal": {"measure": "one_on_ones", "target": "5", "starts_on": DAY, "ends_on": DAY},
        "commitments.complete": {"next": f"/people/{contact}"},
        "commitments.reopen": {"next": f"/people/{contact}"},
        "contacts.new": {**name, "owner_user_id": user, "preferred_language": "en"},
        "contacts.edit": {**name, "owner_user_id": user, "preferred_language": "en"},
        "imports.create": {"file": "a file", "action": action},
        "imports.decide": {"row": rows.one("row_id"), "decision": "new"},
        "imports.apply": {"consent": "none"},
        "imports.cancel": {},
        "imports.undo": {},
        "imports.ask_export": {"what": "contacts", "format": "json", "reason": "A walk"},
        "imports.export_people": {"columns": ["first_name", "phones"], "format": "json", "reason": "A walk"},
        "imports.fetch_export": {},
        "imports.decide_export": {"decision": "approve", "words": "A walk"},
        "imports.set_export_approval": {"size": "500"},
        "one_on_ones.new": {"campaign_id": campaign, "next_choice": "none", "stand": "2", **attend},
        "timeline.read_story": {},
    }


def forms_of_people(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for tags, fields, turf and organizers."""
    ticked = {"people": [str(one) for one in rows.ids["contact_id"]], "next": "/people"}
    tag = rows.one("tag_id")
    return {
        "accounts.change_role": {"role": "lead"},
        "accounts.hand_over": {"to": rows.one("user_id"), "suspend": "y"},
        "accounts.suspend_user": {},
        "contacts.adopt_column": {"key": "A column", "kind": "text"},
        "contacts.archive_field": {"archive": "no"},
        "contacts.edit_field": {"label": "Walked", "kind": "text"},
        "contacts.move_field": {"to": "up"},
        "contacts.new_field": {"label": "Walk", "kind": "text"},
        "contacts.archive_turf": {"archive": "no"},
        "contacts.assign_turf": {"user_id": rows.one("user_id")},
        "contacts.cut_turf": {"postal_codes": "80219", "tag_id": tag},
        "contacts.edit_turf": {"name": "Walked", "kind": "geo"},
        "contacts.give_people": ticked | {"user_id": rows.one("user_id")},
        "contacts.move_people": ticked | {"turf_id": rows.one("turf_id")},
        "contacts.turfs": {"name": "Walk", "kind": "geo", "organizer": rows.one("user_id")},
        "contacts.archive_tag": {"archive": "no"},
        "contacts.delete_tag": {},
        "contacts.edit_tag": {"name": "Walked", "color": ""},
        "contacts.merge_tag": {"into": tag},
        "contacts.tag_people": ticked | {"tag_id": tag, "do": "untag"},
        "contacts.tag_person": {"tag_id": tag},
        "contacts.tags": {"name": "Walk", "color": ""},
        "contacts.undo_bulk": {},
        "contacts.untag_person": {},
        "places.add": {"parent": "ocd-division/country:us/state:il/place:chicago", "kind": "ward", "names": "7"},
        "places.remove": {"ocd_id": rows.one("ocd_id")},
    }


def forms_of_relations(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for duplicates, merges and households."""
    contact = rows.one("contact_id")
    home = {"name": "A walk", "young_children": "1", "contact": contact}
    return {
        "contacts.decide_duplicate": {"decision": "same", "after": rows.one("suggestion_id")},
        "contacts.join_certain": {},
        "contacts.join": {"other": contact, "decision": "same", "first_name": "loser"},
        "contacts.undo_merge": {},
        "contacts.new_household": home,
        "contacts.edit_household": home,
        "contacts.add_member": {"contact_id": contact, "role": "youth"},
        "contacts.remove_member": {},
        "contacts.remove_household": {},
    }


def forms_of_segments(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for segments and lists."""
    steps = {"s0-filter": "list", "s0-op": "narrow", "s0-how": "on", "s0-lists": str(rows.one("list_id"))}
    steps |= {"s1-filter": "segment", "s1-op": "add", "s1-how": "in", "s1-segment": str(rows.one("segment_id"))}
    steps |= {"s2-filter": "went", "s2-op": "add", "s2-how": "absent", "s2-action": str(rows.one("action_id"))}
    people = {"contact": str(rows.one("contact_id"))}
    return {
        "contacts.add_to_list": people | {"segment": str(rows.one("segment_id"))},
        "contacts.count_segment_again": {},
        "contacts.delete_list": {},
        "contacts.delete_segment": {},
        "contacts.duplicate_segment": {},
        "contacts.edit_segment": steps | {"name": "Walk", "do": "save"},
        "contacts.list_segment": {},
        "contacts.lists": {"name": "Walk"},
        "contacts.new_segment": steps | {"name": "Walk", "do": "save"},
        "contacts.remove_from_list": people,
        "contacts.rename_list": {"name": "Walk"},
    }


def forms_of_texting(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for the addresses of texting."""
    text = {"body": "Hello from us", "submit_key": "walk-key"}
    track = {"did_not_come-chosen": "y", "did_not_come-en": "Hi. STOP to opt out", "did_not_come-es": "Hola. STOP"}
    fields: dict[str, str] = inbound_fields(rows.sent_phone, "STOP", "SMwalk", AccountSid=rows.one("account_sid"))
    receipt = status_fields(rows.one("provider_sid"), "failed", AccountSid=rows.one("account_sid"))
    return {
        "sms.add_task": {},
        "sms.answer": text,
        "sms.answer_as": {"phone": rows.sent_phone, "body": "STOP"},
        "sms.assign": {"user_id": rows.one("user_id")},
        "sms.break_next": {"phone": rows.sent_phone, "fault": "landline"},
        "sms.change_blast": {},
        "sms.check_follow_up": track | {"submit_key": "walk-key-1"},
        "sms.count": text,
        "sms.decide_hold": {"is_stop": "yes"},
        "sms.follow_up": track | {"submit_key": "walk-key-2", "do": "send", "did_not_come-template": "1"},
        "sms.mark_done": {},
        "sms.say_who": {"contact_id": rows.one("contact_id")},
        "sms.send_first": text,
        "sms.set_clock": {"to": "real", "phone": rows.sent_phone},
        "sms.undo_answer": {"message_id": (rows.ids["message_id"] or [0])[0]},
        "sms_webhooks.inbound": fields,
        "sms_webhooks.status": receipt,
    }


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
        self.forms = forms(theirs) | forms_of_texting(theirs) | forms_of_relations(theirs) | forms_of_segments(theirs)
        self.token = webhook_token(own.organization_id)
        self.wrong: list[str] = []
        self.count = 0

    def everywhere(self, role: Role) -> None:
        """Go to every address; signing out comes last."""
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "static"]
        for rule in sorted(rules, key=lambda rule: (rule.endpoint == "accounts.sign_out", rule.rule)):
            for address, is_theirs in addresses(self.app, rule, self.theirs, self.own):
                if "GET" in (rule.methods or set()):
                    self._look(role, rule, address, is_theirs)
                if "POST" in (rule.methods or set()):
                    self._send(role, rule, address, is_theirs)

    def _look(self, role: Role, rule: Rule, address: str, is_theirs: bool) -> None:
        if rule.endpoint in MACHINES or (rule.endpoint == INVENTED and not is_theirs):
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
    return make, theirs, organization, own


def test_nobody_reaches_another_organization(
    app: Flask, client: FlaskClient, worlds: tuple[Factory, Rows, Any, Rows]
) -> None:
    make, theirs, organization, own = worlds
    before = dump(theirs.organization_id)
    assert sum(map(len, before.values())) > 500
    walk = Walk(app, client, theirs, own)
    for role in WALKERS:
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
        if "GET" not in (rule.methods or set()) or rule.endpoint in ("static", *MACHINES):
            continue
        for address, _ in addresses(app, rule, theirs, Rows(0, {name: [] for name in own.ids})):
            answer = client.get(address, query_string={"measure": "one_on_ones"})
            assert answer.status_code in (200, 302), (address, answer.status_code)
            page = html.unescape(answer.text)
            seen |= {word for word in secrets if word in page}
    assert len(seen) > 60


def test_only_these_tables_belong_to_nobody() -> None:
    assert unowned_tables() == {"organizations", "worker_heartbeats"}
