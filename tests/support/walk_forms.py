"""What the walk over two organizations sends to each address that takes a POST, with every id in it from some rows."""

from __future__ import annotations

from typing import Any

from tests.support.neighbour_rows import Rows
from tests.support.neighbours_campaigns import forms_of_campaigns
from tests.support.neighbours_coalitions import forms_of_coalitions
from tests.support.neighbours_sequences import forms_of_sequences
from tests.support.texting import inbound_fields, status_fields

DAY = "2026-12-01"


def forms(rows: Rows) -> dict[str, dict[str, Any]]:
    """What is sent to each address that takes a POST, with every id in it from these rows."""
    contact, campaign, user = (rows.one(f"{name}_id") for name in ("contact", "campaign", "user"))
    attend = {f"ask-attend-{one}": "yes" for one in rows.ids["action_id"]}
    name = {"name": "Zed Walker", "first_name": "Zed", "last_name": "Walker", "phone": rows.sent_phone, "is_sure": "y"}
    return (
        forms_of_people(rows)
        | forms_of_files(rows)
        | forms_of_campaigns(rows)
        | forms_of_sequences(rows)
        | forms_of_coalitions(campaign)
        | {
            "accounts.sign_in": {"email": rows.sent_email, "password": "a guess that is wrong"},
            "accounts.sign_out": {},
            "accounts.switch_language": {"language": "es", "next": f"/people/{contact}"},
            "actions.create": {
                "title": "Walk",
                "kind": "webinar",
                "starts_at": f"{DAY}T19:00",
                "campaign_id": campaign,
            },
            "commitments.complete": {"next": f"/people/{contact}"},
            "commitments.reopen": {"next": f"/people/{contact}"},
            "contacts.new": {**name, "owner_user_id": user, "preferred_language": "en"},
            "contacts.allow_of": {"about": "photographs", "answer": "yes", "guardian": "Walker", "how": "paper"},
            "contacts.edit": {**name, "owner_user_id": user, "preferred_language": "en"},
            "one_on_ones.new": {"campaign_id": campaign, "next_choice": "none", "stand": "2", **attend},
            "signins.take_back": {},
            "timeline.read_story": {},
            "leadership.accept_all": {},
            "leadership.decide": {"do": "move", "stage": "3", "reason": "A walk"},
            "leadership.word": {"name": "Walked", "idle_months": "6"},
        }
    )


def forms_of_files(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for files in and out."""
    action = rows.one("action_id")
    return {
        "imports.create": {"file": "a file", "action": action},
        "imports.decide": {"row": rows.one("row_id"), "decision": "new"},
        "imports.apply": {"consent": "none"},
        "imports.cancel": {},
        "imports.undo": {},
        "imports.map_columns": {"key": "Correo", "to": "email"},
        "imports.stop": {},
        "imports.ask_export": {"what": "contacts", "format": "json", "reason": "A walk"},
        "imports.export_people": {"columns": ["first_name", "phones"], "format": "json", "reason": "A walk"},
        "imports.fetch_export": {},
        "imports.decide_export": {"decision": "approve", "words": "A walk"},
        "imports.set_export_approval": {"size": "500"},
    }


def forms_of_people(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for tags, fields, turf and organizers."""
    ticked = {"people": [str(one) for one in rows.ids["contact_id"]], "next": "/people"}
    tag = rows.one("tag_id")
    return {
        "accounts.change_role": {"role": "lead"},
        "accounts.choose_lead": {"lead": rows.one("user_id")},
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
        "contacts.put_on_list": ticked | {"list": "Walk"},
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
        "contacts.relate": {"other_id": contact, "kind": "friend", "strength": "2"},
        "contacts.part": {},
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
    agreed = {"phone": rows.sent_phone, "contact_id": rows.one("contact_id"), "words": "Yes", "method": "verbal"}
    receipt = status_fields(rows.one("provider_sid"), "failed", AccountSid=rows.one("account_sid"))
    return {
        "sms.add_consent": agreed,
        "sms.add_task": {},
        "sms.answer": text,
        "sms.answer_as": {"phone": rows.sent_phone, "body": "STOP"},
        "sms.assign": {"user_id": rows.one("user_id")},
        "sms.break_next": {"phone": rows.sent_phone, "fault": "landline"},
        "sms.change_blast": {},
        "sms.close_number": {"phone": rows.sent_phone, "words": "Said so on the phone"},
        "sms.check_follow_up": track | {"submit_key": "walk-key-1"},
        "sms.correct_stop": {},
        "sms.count": text,
        "sms.leave_hand_off": {"en": "Nobody waits."},
        "sms.decide_held": {"is_stop": "yes"},
        "sms.decide_hold": {"is_stop": "yes"},
        "sms.decide_unsent": {"message_id": (rows.ids["message_id"] or [0])[0], "do": "resend"},
        "sms.follow_up": track | {"submit_key": "walk-key-2", "do": "send", "did_not_come-template": "1"},
        "sms.my_number": {"do": "ask", "phone": "303 555 0177"},
        "sms.take_draft_back": {},
        "sms.throw_draft_away": {},
        "sms.note": {"note": "Call her back", "for_user_id": rows.one("user_id")},
        "sms.open_to_answer": {},
        "sms.quick": {"answer": "answer_who", "submit_key": "walk-quick"},
        "sms.say_who": {"contact_id": rows.one("contact_id")},
        "sms.send_first": text,
        "sms.set_team": {"user_id": rows.one("user_id"), "is_on": "yes", "languages": "es"},
        "sms.take_answer_back": {},
        "sms.set_clock": {"to": "real", "phone": rows.sent_phone},
        "sms.undo_answer": {"message_id": (rows.ids["message_id"] or [0])[0]},
        "sms_webhooks.inbound": fields,
        "sms_webhooks.status": receipt,
    }


def forms_of_senders() -> dict[str, dict[str, Any]]:
    """The same for senders, drafts, and the texts that wait for a person."""
    return {
        "sms.add_program": {"name": "Walk"},
        "sms.mark_done": {},
        "sms.check": {},
        "sms.decide_text": {"decision": "give_up"},
        "sms.edit_sender": {"name": "Walk", "number_kind": "ten_dlc", "throughput_class": "e_f"},
        "sms.halt": {},
        "sms.take_draft_back": {},
        "sms.throw_draft_away": {},
        "sms.new_sender": {"account_sid": "AC" + "9" * 32, "token": "a walk", "numbers": "7195550191"},
        "sms.seen": {},
    }


def forms_of_doors(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for doors; devices show their own tokens, and these have none."""
    return {
        "devices.sync": {},
        "door_devices.open_door": {},
        "signins.make_link": {"kind": "kiosk"},
        "signins.change_link": {"do": "revoke"},
        "signins.decide": {"who": str(rows.one("contact_id"))},
        "signins.new_sheet": {"has_consent": "y"},
        "signins.print_sheets": {"pages": "1"},
        "signins.keep_row": {"name": "Zed Walker", "contact_id": str(rows.one("contact_id"))},
        "signins.finish_sheet": {"do": "finish"},
        "signins.take_self": {"phone": "7195550190", "first_name": "Zed"},
    }


def forms_of_actions(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for who comes to an action, and its captains."""
    return {
        "actions.call_off": {},
        "actions.change": {"title": "Walk", "kind": "webinar", "starts_at": f"{DAY}T19:00", "following": "y"},
        "actions.come_in": {"code": "0123456789abcdef"},
        "actions.drop_shift": {},
        "actions.offer": {},
        "actions.shift": {"role": "Walk"},
        "sms.close": {"text-came": "y", "tasks": "y", "submit_key": "walk-close"},
        "sms.reopen": {},
        "turnout.captain": {"user_id": rows.one("user_id"), "goal": "3", "people": f"list:{rows.one('list_id')}"},
        "turnout.dismiss": {},
        "turnout.give": {"people": f"segment:{rows.one('segment_id')}"},
        "turnout.say": {"say": "yes"},
        "turnout.say_who_joined": {"contact_id": rows.one("contact_id")},
        "turnout.seat": {},
        "turnout.settle": {"contact_id": rows.one("contact_id")},
    }


def forms_of_writing(rows: Rows) -> dict[str, dict[str, Any]]:
    """The same for writing to many and its templates."""
    return {
        "sms.archive_template": {"archive": "yes"},
        "sms.check_text": {"kind": "tag", "tag": str(rows.one("tag_id")), "en": "Hi", "submit_key": "walk-key-3"},
        "sms.compose": {
            **{kind: str(rows.one(f"{kind}_id")) for kind in ("segment", "list", "tag", "action")},
            "kind": "action",
            "said": "yes",
            "about": str(rows.one("action_id")),
            "do": "send",
            "en": "Hi {org} STOP",
            "es": "Hola {org} STOP",
            "submit_key": "walk-key-4",
            "when": "now",
            "people": str(rows.one("contact_id")),
            "picture": str(rows.one("picture_id")),
        },
        "sms.edit_template": {"name": "Walk", "en": "Hi {org} STOP", "es": "Hola {org} STOP"},
        "sms.new_template": {"name": "Walk", "en": "Hi {org} STOP", "es": "Hola {org} STOP"},
        "sms.texting_rules": {"blasts_a_day": "1"},
    }


def all_forms(rows: Rows) -> dict[str, dict[str, Any]]:
    """The forms of every room by endpoint."""
    return (
        forms(rows)
        | forms_of_people(rows)
        | forms_of_relations(rows)
        | forms_of_segments(rows)
        | forms_of_texting(rows)
        | forms_of_senders()
        | forms_of_actions(rows)
        | forms_of_doors(rows)
        | forms_of_writing(rows)
    )
