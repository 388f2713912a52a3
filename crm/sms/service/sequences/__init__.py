"""The verbs of sequences: making and changing them, running them, putting people in, and what answers do."""

from crm.sms.service.sequences.advancing import advance
from crm.sms.service.sequences.answering import action_moved, numbers_closed, rsvp_answered, text_answered
from crm.sms.service.sequences.enrolling import Enrolled, enroll, enroll_arrivals, enroll_by_hand, stage_changed
from crm.sms.service.sequences.running import (
    pause_person,
    pause_sequence,
    resume_person,
    start_sequence,
    stop_person,
)
from crm.sms.service.sequences.walks import take_due
from crm.sms.service.sequences.writing import (
    add_step,
    change_step,
    make_sequence,
    move_step,
    remove_step,
    rename_sequence,
    use_ready_made,
)

__all__ = [
    "Enrolled",
    "action_moved",
    "add_step",
    "advance",
    "change_step",
    "enroll",
    "enroll_arrivals",
    "enroll_by_hand",
    "make_sequence",
    "move_step",
    "numbers_closed",
    "pause_person",
    "pause_sequence",
    "remove_step",
    "rename_sequence",
    "resume_person",
    "rsvp_answered",
    "stage_changed",
    "start_sequence",
    "stop_person",
    "take_due",
    "text_answered",
    "use_ready_made",
]
