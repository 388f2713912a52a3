"""The log in words: what was done, to what, and the details that stand with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from crm.audit.queries import Kind
from crm.core.errors import N_

VERBS: dict[str, str] = {
    "viewed": N_("looked at"),
    "lead_chosen": N_("said who leads"),
    "read_story": N_("read the sealed story of"),
    "exported": N_("took out"),
    "requested": N_("asked to take out"),
    "asked_to_send": N_("asked for approval of"),
    "set_texting_rules": N_("set how often people are texted in"),
    "approved": N_("approved"),
    "refused": N_("refused"),
    "imported": N_("brought in"),
    "cancelled": N_("cancelled"),
    "undone": N_("took back"),
    "created": N_("made"),
    "updated": N_("changed"),
    "archived": N_("archived"),
    "restored": N_("brought back"),
    "merged": N_("joined"),
    "unmerged": N_("parted again"),
    "tagged": N_("tagged"),
    "untagged": N_("took a tag off"),
    "logged": N_("logged"),
    "queued_blast": N_("sent to many"),
    "named": N_("said who is in"),
    "revised": N_("rewrote"),
    "opted_out": N_("closed to texts"),
    "released_hold": N_("opened again"),
    "corrected_stop": N_("said that it was no stop, of"),
    "consented": N_("wrote down the consent of"),
    "asked_guardian": N_("wrote down what was allowed about"),
    "took_back_presence": N_("took back the presence of"),
    "answer_late": N_("told staff of a late answer in"),
    "laid_out_stages": N_("laid out the stages of"),
    "finished_stage": N_("finished a stage of"),
    "reopened_stage": N_("reopened a stage of"),
    "added_demand": N_("added a demand to"),
    "added_figure": N_("added a figure to"),
    "opened_door": N_("opened a door of"),
    "revoked_door": N_("shut a door of"),
    "restored_door": N_("opened a door again of"),
    "started": N_("started"),
    "paused": N_("paused"),
    "resumed": N_("went on with"),
    "stopped": N_("stopped"),
    "enrolled": N_("put people into"),
    "handed_to_texters": N_("handed to texters"),
    "assigned": N_("gave out the texts of"),
    "released": N_("took back the texts of"),
    "invited": N_("invited an organization into"),
    "withdrew_invite": N_("took back an invitation into"),
    "declined": N_("declined an invitation into"),
    "joined": N_("came into"),
    "left": N_("left"),
    "brought_campaign": N_("brought a campaign into"),
    "set_goal": N_("set a goal of"),
    "partner_joined": N_("let another organization into"),
    "shared_person": N_("shared with a partner"),
    "took_sharing_back": N_("took back the sharing of"),
    "received_person": N_("received from a partner"),
    "settled_received": N_("said whom a partner shared:"),
    "dropped_received": N_("left out whom a partner shared:"),
    "sharing_taken_back": N_("was told to share no more of"),
    "partner_left": N_("saw another organization leave"),
    "set_approval_size": N_("set from when on files out need approval in"),
}
SUBJECTS: dict[str, str] = {
    "contact": N_("a person"),
    "one_on_one": N_("a one-on-one"),
    "export": N_("a file"),
    "import": N_("a file"),
    "action": N_("an action"),
    "blast": N_("a text to many"),
    "commitment": N_("a promise"),
    "conversation": N_("a conversation"),
    "template": N_("a template"),
    "phone": N_("a number"),
    "program": N_("a program of texts"),
    "batch": N_("a bulk act"),
    "tag": N_("a tag"),
    "custom_field": N_("a field"),
    "campaign": N_("a campaign"),
    "coalition": N_("a coalition"),
    "sequence": N_("a sequence"),
    "enrollment": N_("somebody in a sequence"),
    "keyword": N_("a keyword"),
    "rehearsal": N_("a rehearsal"),
    "organization": N_("the organization"),
    "user": N_("a user"),
}


def verb_words(verb: str) -> str:
    """What was done; a verb that no room has put into words is said as it is."""
    words: str = _(VERBS[verb]) if verb in VERBS else verb.replace("_", " ")
    return words


def subject_words(subject_type: str) -> str:
    """To what kind of thing."""
    words: str = _(SUBJECTS[subject_type]) if subject_type in SUBJECTS else subject_type.replace("_", " ")
    return words


def kind_words(kind: Kind) -> str:
    """A kind of act, to choose."""
    words: dict[Kind, str] = {
        Kind.VIEWS: _("Looked at people"),
        Kind.EXPORTS: _("Files out"),
        Kind.IMPORTS: _("Files in"),
        Kind.CHANGES: _("Changes"),
    }
    return words[kind]


def detail_words(details: Mapping[str, Any]) -> str:
    """The details in one line: name and value, the values of lists one after the other."""
    return " · ".join(
        f"{name.replace('_', ' ')}: {_value(value)}" for name, value in details.items() if value is not None
    )


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
