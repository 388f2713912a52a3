"""What is sent to the addresses of segments and lists when somebody of another organization tries them."""

from __future__ import annotations

from typing import Any

from tests.support.neighbours import Rows


def forms_of_segments(rows: Rows) -> dict[str, dict[str, Any]]:
    """What is sent to each address of segments and lists that takes a POST, with every id in it from these rows."""
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
        "contacts.put_on_list": {"people": people["contact"], "list": "Walk"},
        "contacts.remove_from_list": people,
        "contacts.rename_list": {"name": "Walk"},
    }
