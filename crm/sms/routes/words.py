"""What texting calls its things on screens: tracks, states, fields and templates in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from crm.actions.queries import Action
from crm.core.i18n import bilingual
from crm.core.money import exact
from crm.sms.forms import TypedField
from crm.sms.merge_fields import fields
from crm.sms.models import Blast, BlastStatus, Track
from crm.sms.queries import outcomes
from crm.sms.queries.costs import cost_cents
from crm.sms.queries.templates import TemplateText
from crm.sms.segments import CostlyCharacter


def about_cost(segments: int, pictures: int = 0) -> str:
    """About what so many segments cost, or, with pictures, so many pictures: $0.44."""
    return exact(cost_cents(0 if pictures else segments, pictures))


def place_words(zones: tuple[str, ...]) -> str:
    """Zones by their city: Denver, Los Angeles."""
    return ", ".join(zone.rpartition("/")[2].replace("_", " ") for zone in zones)


def track_word(track: Track) -> str:
    """A track in words."""
    words: dict[Track, str] = {
        Track.CAME: _("Came"),
        Track.LEFT_EARLY: _("Left early"),
        Track.DID_NOT_COME: _("Did not come"),
    }
    return words[track]


def costly_word(costly: list[CostlyCharacter]) -> str:
    """The characters that make a text longer, in words where people have words for them: curly apostrophe, “á” × 2."""
    names: dict[str, str] = {
        "’": _("curly apostrophe"),
        "‘": _("curly apostrophe"),
        "“": _("curly quotes"),
        "”": _("curly quotes"),
        "—": _("long dash"),
        "–": _("long dash"),
        "…": _("three dots in one"),
        "\u00a0": _("hard space"),
    }
    said = [
        names.get(one.character) or f"{one.character}{f' × {one.count}' if one.count > 1 else ''}" for one in costly
    ]
    return ", ".join(list(dict.fromkeys(said))[:5])


def track_hint(track: Track) -> str:
    """Who is in a track."""
    hints: dict[Track, str] = {
        Track.CAME: _("Stayed for at least half of it"),
        Track.LEFT_EARLY: _("Stayed for less than half of it"),
        Track.DID_NOT_COME: _("Registered and was not there"),
    }
    return hints[track]


def field_word(one: TypedField) -> str:
    """What to type for a merge field."""
    words: dict[str, str] = {
        "event": _("Short name of the action"),
        "date": _("Day"),
        "time": _("Time"),
        "place": _("Place"),
        "link": _("Link"),
        "campaign": _("Campaign"),
        "body": _("Who decides"),
        "ask": _("What you ask for"),
        "amount": _("Amount"),
        "phone": _("Number to call"),
        "yes_count": _("Votes for"),
        "no_count": _("Votes against"),
        "district": _("District or place"),
    }
    language = {"en": _("English"), "es": _("Spanish")}.get(one.language, "")
    label = words.get(one.field, one.field)
    return f"{label}, {language}" if language else label


def field_example(one: TypedField) -> str:
    """An example for a merge field, from the reference list."""
    return fields()[one.field].sample[one.language or "en"]


def blast_title(row: Blast, action: Action | None) -> str:
    """A blast in words: its name, in Spanish that of its action, and its track."""
    name = bilingual(row.name, (action.short_title_es or action.title_es) if action else "")
    return f"{name} · {track_word(Track(row.track))}" if row.track else name


def touch_words(touch: dict[str, int | str]) -> str:
    """When a text goes before its action: 1 day before at 17:30, 2 hours before."""
    if "hours" in touch:
        hours = int(touch["hours"])
        return str(ngettext("%(num)d hour before", "%(num)d hours before", hours))
    days = int(touch["days"])
    return str(ngettext("%(num)d day before at %(time)s", "%(num)d days before at %(time)s", days, time=touch["at"]))


def status_word(status: BlastStatus) -> str:
    """Where a blast is, in words."""
    words: dict[BlastStatus, str] = {
        BlastStatus.DRAFT: _("draft"),
        BlastStatus.NEEDS_REVIEW: _("waits for a second person"),
        BlastStatus.PREPARING: _("being written down"),
        BlastStatus.SCHEDULED: _("goes later"),
        BlastStatus.SENDING: _("sending"),
        BlastStatus.PAUSED: _("paused"),
        BlastStatus.DONE: _("done"),
        BlastStatus.CANCELLED: _("cancelled"),
    }
    return words[status]


def state_word(state: str) -> str:
    """Where one text of a blast is, in words."""
    words: dict[str, str] = {
        outcomes.IN_QUEUE: _("queued"),
        outcomes.WAITING: _("waiting for its hour"),
        outcomes.ON_ITS_WAY: _("on its way"),
        outcomes.SENT: _("sent"),
        outcomes.DELIVERED: _("delivered"),
        outcomes.FAILED: _("failed"),
        outcomes.NOT_SENT: _("not sent"),
        outcomes.HELD: _("held for a person"),
        outcomes.EXCLUDED: _("left out before sending"),
        outcomes.ANSWERED: _("answered"),
        outcomes.YES: _("said yes"),
        outcomes.STOPPED: _("said stop"),
        outcomes.CAME: _("came"),
    }
    return words[state]


def template_word(template: TemplateText) -> str:
    """A template in words: the organization's own by its name, those of the reference list by what they are for."""
    return template.name or reference_word(template.key, template.purpose)


def reference_word(key: str, purpose: str) -> str:
    """A template of the reference list in words."""
    words: dict[str, str] = {
        "optin_confirm": _("Confirm an opt-in"),
        "rsvp_yes": _("Answer to a yes"),
        "rsvp_maybe": _("Answer to a maybe"),
        "guardian_consent": _("Ask a parent or guardian"),
        "help_reply": _("Answer to HELP"),
        "stop_reply": _("Answer to STOP"),
        "turnout_invite": _("Invitation"),
        "turnout_invite_link": _("Invitation with a link"),
        "reminder_1": _("Reminder, 3 days before"),
        "reminder_2": _("Reminder, the day before"),
        "reminder_3": _("Reminder, 2 hours before"),
        "day_of_start": _("We are starting now"),
        "day_of_place": _("See you today"),
        "thanks_attended": _("Thank you for coming"),
        "sorry_missed": _("We missed you"),
        "recording_link": _("Link to the recording"),
        "next_ask": _("The next ask"),
        "next_ask_missed": _("The next ask, for who missed it"),
        "one_on_one_ask": _("Ask for a one-on-one"),
        "one_on_one_confirm": _("Confirm a one-on-one"),
        "hearing_cta": _("Call to a hearing"),
        "hearing_signup": _("Sign up to speak"),
        "hearing_day": _("Day of the hearing"),
        "call_in": _("Call in"),
        "petition": _("Petition"),
        "vote_today": _("Day of the vote"),
        "vote_won": _("We won"),
        "vote_lost": _("We lost"),
        "monitoring": _("Is it being spent?"),
        "rsvp_no": _("Thanks for telling us"),
    }
    return words.get(key, purpose)
