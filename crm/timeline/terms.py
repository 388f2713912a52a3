"""The words of the field's lists (asks, answers, states of a text, ways to agree), in the language of the request."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

ANSWER_ICONS = {"yes": "hand-thumbs-up", "confirmed": "check2-circle", "no": "hand-thumbs-down", "cancelled": "x-lg"}


def group(key: str) -> str:
    """A filter of the timeline."""
    names: dict[str, str] = {
        "one_on_ones": _("One-on-ones"),
        "texts": _("Texts"),
        "sign_ins": _("Sign-ins"),
        "promises": _("Promises"),
        "stands": _("Stands"),
        "consent": _("Consent"),
        "tasks": _("Done"),
        "records": _("Record"),
    }
    return names[key]


def ask(kind: str, quantity: int | None, detail: str, action: str) -> str:
    """What is asked of a person, as a thing to do."""
    if kind == "attend" and action:
        come: str = _("come to %(action)s", action=action)
        return come
    if kind == "bring_n" and quantity:
        what = ngettext("bring %(num)s person", "bring %(num)s people", quantity)
    else:
        what = _plain_ask(kind) or detail or _("something else")
    return ", ".join(part for part in (what, action, detail if detail != what else "") if part)


def _plain_ask(kind: str) -> str:
    names: dict[str, str] = {
        "attend": _("come"),
        "bring_n": _("bring people"),
        "speak": _("speak"),
        "host_house_meeting": _("host a house meeting"),
        "make_calls": _("make calls"),
        "testify": _("testify"),
        "sign": _("sign"),
        "donate": _("donate"),
        "take_role": _("take on a role"),
        "meet_again": _("meet again"),
    }
    return names.get(kind, "")


def answered(answer: str, what: str) -> str:
    """An answer to an ask."""
    names: dict[str, str] = {
        "invited": _("Asked to %(ask)s", ask=what),
        "yes": _("Said yes: %(ask)s", ask=what),
        "maybe": _("Said maybe: %(ask)s", ask=what),
        "no": _("Said no: %(ask)s", ask=what),
        "later": _("Said later: %(ask)s", ask=what),
        "waitlist": _("On the waiting list: %(ask)s", ask=what),
        "confirmed": _("Confirmed: %(ask)s", ask=what),
        "cancelled": _("Cancelled: %(ask)s", ask=what),
    }
    return names[answer]


def ended(outcome: str, what: str) -> str:
    """How a promise ended."""
    names: dict[str, str] = {
        "kept": _("Kept: %(ask)s", ask=what),
        "broken": _("Not kept: %(ask)s", ask=what),
        "excused": _("Excused: %(ask)s", ask=what),
        "withdrawn": _("Taken back: %(ask)s", ask=what),
    }
    return names.get(outcome, what)


def answer_source(source: str) -> str:
    """Where an answer came from; "" for what need not be said."""
    names: dict[str, str] = {
        "one_on_one": _("In a one-on-one"),
        "reply": _("By text"),
        "text": _("By text"),
        "import": _("From a report"),
        "form": _("On a form"),
        "door": _("At the door"),
    }
    return names.get(source, "")


def channel(key: str) -> str:
    """How two people met."""
    names: dict[str, str] = {"in_person": _("in person"), "phone": _("by phone"), "video": _("by video")}
    return names[key]


def sign_in_method(key: str) -> str:
    """How we know that somebody was there."""
    names: dict[str, str] = {
        "door_tap": _("At the door"),
        "qr_self": _("On their own phone"),
        "kiosk": _("At the tablet"),
        "text_code": _("By text"),
        "paper": _("On paper"),
        "import": _("From the webinar’s report"),
        "join_link": _("By their own link"),
        "host_estimate": _("The host says so"),
    }
    return names[key]


def message_status(key: str) -> str:
    """Where a text of ours is."""
    names: dict[str, str] = {
        "queued": _("Waiting to be sent"),
        "claimed": _("Being sent"),
        "uncertain": _("Not known yet whether it left"),
        "held": _("Held for a decision"),
        "accepted": _("Being sent"),
        "sending": _("Being sent"),
        "sent": _("Sent"),
        "delivered": _("Delivered"),
        "undelivered": _("Not delivered"),
        "failed": _("Not sent"),
    }
    return names.get(key, "")


def consent_method(key: str) -> str:
    """How somebody agreed or refused."""
    names: dict[str, str] = {
        "web_form": _("On the web"),
        "paper_sheet": _("On paper"),
        "keyword": _("By texting a word"),
        "verbal": _("Aloud"),
        "import_attested": _("From a list, attested"),
        "stop_reply": _("By answering stop"),
        "staff": _("Noted by staff"),
    }
    return names[key]


def stopped(reason: str, phone: str) -> str:
    """Why a number is closed."""
    special: dict[str, str] = {
        "held": _("Texts to %(phone)s wait for a decision", phone=phone),
        "wrong_number": _("Wrong number: no more texts to %(phone)s", phone=phone),
    }
    stopped_by_word: str = _("Said stop: no more texts to %(phone)s", phone=phone)
    return special.get(reason, stopped_by_word)


def contact_field(name: str) -> str:
    """A field of a person that an import changed; unknown ones as they are named."""
    names: dict[str, str] = {
        "first_name": _("first name"),
        "last_name": _("family names"),
        "preferred_language": _("language"),
        "city": _("city"),
        "state": _("state"),
        "postal_code": _("ZIP code"),
        "phone": _("phone"),
        "email": _("e-mail"),
    }
    return names.get(name, name.replace("_", " "))


def texting(is_allowed: bool, reason: str) -> tuple[str, str, str]:
    """Whether a person may be texted: the kind of chip, its icon and its words."""
    if is_allowed:
        return "good", "check2", _("May text")
    closed: dict[str, str] = {
        "opted out": _("Opted out"),
        "wrong number": _("Wrong number"),
        "do not contact": _("Do not contact"),
    }
    if reason in closed:
        return "bad", "slash-circle", closed[reason]
    others: dict[str, str] = {
        "no phone": _("No phone"),
        "no consent": _("No consent to text"),
        "held for a decision": _("Texts wait for a decision"),
        "minor without a guardian's consent": _("Under 18, no guardian’s consent"),
        "cannot receive texts": _("Number takes no texts"),
        "number does not work": _("Number does not work"),
    }
    return "warn", "dash", others.get(reason, _("May not text"))
