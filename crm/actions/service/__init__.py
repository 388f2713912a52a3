"""The verbs of actions."""

from crm.actions.service.change import Repetition, as_new, cancel_action, change_action, repeat_action
from crm.actions.service.closing import add_heads, close_action, reopen_action
from crm.actions.service.create import NewAction, create_action, know_webinar
from crm.actions.service.joint import join_joint, offer_joint
from crm.actions.service.shifts import NewShift, add_shift, remove_shift

__all__ = [
    "NewAction",
    "NewShift",
    "Repetition",
    "add_heads",
    "add_shift",
    "as_new",
    "cancel_action",
    "change_action",
    "close_action",
    "create_action",
    "join_joint",
    "know_webinar",
    "offer_joint",
    "remove_shift",
    "reopen_action",
    "repeat_action",
]
