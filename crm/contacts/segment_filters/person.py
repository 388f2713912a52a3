"""Who she is: language, names and other fields, place, age, standing, needs, and how she is reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, String, and_, cast, func, not_, or_, select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, MemberStatus, PointKind, PointStatus
from crm.contacts.queries.cards import emails_of, phones_of
from crm.contacts.queries.people import is_reached
from crm.contacts.segments.compile import never_null
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import MISSING, Fixed, Line, Pick, PickMany
from crm.contacts.segments.rows import having
from crm.contacts.words import NEEDS, OFFERED_LANGUAGES, in_a_sentence, language_name, need_name
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.phones import format_national
from crm.core.spoken import gettext as _
from crm.core.text import clean_line

Condition = ColumnElement[bool]
UNKNOWN = "unknown"


class Languages:
    """The languages we ask about, and that none is known."""

    def offered(self) -> list[tuple[str, str]]:
        """Values and their words, in order."""
        return [*((code, language_name(code)) for code in OFFERED_LANGUAGES), (UNKNOWN, _("a language we do not know"))]

    def name_of(self, value: str) -> str | None:
        """The words of a value; a code that is not offered is its own word."""
        return dict(self.offered()).get(value) or (language_name(value) if value.isalnum() else None)


class Needs:
    """What people need to take part."""

    def offered(self) -> list[tuple[str, str]]:
        """Values and their words, in order."""
        return [(need, need_name(need).lower()) for need in NEEDS]

    def name_of(self, value: str) -> str | None:
        """The words of a value, None when there is no such thing."""
        return dict(self.offered()).get(value)


FIELDS = Fixed(
    (
        ("first_name", _l("first name")),
        ("last_name", _l("family names")),
        ("chosen_name", _l("chosen name")),
        ("pronouns", _l("pronouns")),
        ("street", _l("street")),
        ("city", _l("city")),
        ("state", _l("state")),
        ("postal_code", _l("ZIP code")),
        ("source", _l("source")),
    )
)
MATCHES = Fixed(
    (
        ("is", _l("is")),
        ("begins", _l("begins with")),
        ("contains", _l("contains")),
        ("filled", _l("is filled in")),
        ("empty", _l("is empty")),
    )
)
PLACES = Fixed((("city", _l("city")), ("postal_code", _l("ZIP code")), ("state", _l("state"))))
AGES = Fixed(
    (
        ("minor", _l("under 18")),
        ("minor_without", _l("under 18, without a guardian’s consent")),
        ("adult", _l("18 or older, as far as we know")),
    )
)
STATUSES = Fixed(
    (
        (MemberStatus.PROSPECT.value, _l("a prospect")),
        (MemberStatus.CONTACT.value, _l("a contact")),
        (MemberStatus.MEMBER.value, _l("a member")),
        (MemberStatus.LAPSED.value, _l("a lapsed member")),
        (MemberStatus.STAFF.value, _l("staff")),
        (MemberStatus.ALLY.value, _l("an ally")),
        (MemberStatus.DO_NOT_CONTACT.value, _l("not to be contacted")),
    )
)
REACHED = Fixed(
    (
        ("phone", _l("has a phone")),
        ("no_phone", _l("has no phone")),
        ("working_phone", _l("has a phone that works and takes texts")),
        ("email", _l("has an e-mail address")),
        ("no_email", _l("has no e-mail address")),
    )
)


def _language(config: Config, _frame: Frame) -> Condition:
    codes = config.many("languages")
    known = never_null(Contact.preferred_language.in_([code for code in codes if code != UNKNOWN]))
    unknown = or_(Contact.preferred_language.is_(None), Contact.preferred_language == "")
    return or_(known, unknown) if UNKNOWN in codes else known


def own(column: Any, contact_id: int) -> Any:
    """What stands in a column of one person."""
    return db.session.scalars(select(column).where(Contact.id == contact_id)).first()


def _language_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    return in_a_sentence(language_name(own(Contact.preferred_language, contact_id))) or _("not known")


def matches(column: Any, how: str, text: str) -> Condition:
    """That a text is, begins with or contains another, whatever the case; or that it is filled in or empty."""
    lowered = func.lower(column)
    conditions: dict[str, Callable[[], Condition]] = {
        "is": lambda: lowered == text.lower(),
        "begins": lambda: lowered.startswith(text.lower(), autoescape=True),
        "contains": lambda: lowered.contains(text.lower(), autoescape=True),
        "filled": lambda: column != "",
        "empty": lambda: column == "",
    }
    return never_null(conditions[how]()) if how != "empty" else func.coalesce(column, "") == ""


def _check_text(config: Config) -> None:
    if config.text("match") not in ("filled", "empty") and not config.text("text"):
        raise Refused(MISSING)


def match_words(field: str, how: str, text: str) -> str:
    """What matches() asks, in words."""
    quoted = {"field": field, "text": text}
    words = {
        "is": _("has “%(text)s” as %(field)s", **quoted),
        "begins": _("has a %(field)s that begins with “%(text)s”", **quoted),
        "contains": _("has a %(field)s with “%(text)s” in it", **quoted),
        "filled": _("has the %(field)s filled in", **quoted),
        "empty": _("has no %(field)s", **quoted),
    }
    return words[how]


def _field_evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    return own(getattr(Contact, config.text("field")), contact_id) or _("empty")


def place_values(text: str) -> list[str]:
    """The places of a line, parted by commas."""
    return [part for part in (clean_line(piece, 100).lower() for piece in text.split(",")) if part]


def _place(config: Config, _frame: Frame) -> Condition:
    part, values = config.text("part"), place_values(config.text("places"))
    if part == "postal_code":
        return func.substr(Contact.postal_code, 1, 5).in_([value[:5] for value in values])
    return func.lower(getattr(Contact, part)).in_(values)


def _check_places(config: Config) -> None:
    if not place_values(config.text("places")):
        raise Refused(MISSING)


def _place_words(config: Config) -> str:
    places = config.text("places")
    if config.text("part") == "postal_code":
        return _("lives in ZIP code %(places)s", places=places)
    return _("lives in %(places)s", places=places)


def _place_evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    return own(getattr(Contact, config.text("part")), contact_id) or _("not known")


def _age(config: Config, _frame: Frame) -> Condition:
    is_minor = never_null(Contact.is_minor.is_(True))
    ages = {"minor": is_minor, "minor_without": and_(is_minor, Contact.has_guardian_consent.is_(False))}
    return ages.get(config.text("age"), not_(is_minor))


def _status(config: Config, _frame: Frame) -> Condition:
    return Contact.member_status.in_([MemberStatus(value) for value in config.many("statuses")])


def _needs(config: Config, _frame: Frame) -> Condition:
    listed = cast(Contact.needs, String)
    return or_(*(listed.contains(f'"{need}', autoescape=True) for need in config.many("needs")))


def _needs_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    needs = own(Contact.needs, contact_id) or []
    return ", ".join(need_name(need) for need in needs) or _("nothing written down")


def _reached(config: Config, _frame: Frame) -> Condition:
    how = config.text("how")
    kind = PointKind.EMAIL if how.endswith("email") else PointKind.PHONE
    terms = [ContactPoint.kind == kind, ContactPoint.id == ContactPointLink.point_id, is_reached()]
    if how == "working_phone":
        terms += [ContactPoint.status != PointStatus.BAD, ContactPoint.is_textable.is_(True)]
    found = having(ContactPointLink.contact_id, *terms)
    return not_(found) if how.startswith("no_") else found


def _reached_evidence(config: Config, _frame: Frame, contact_id: int) -> str:
    is_email = config.text("how").endswith("email")
    points = (emails_of if is_email else phones_of)([contact_id]).get(contact_id, [])
    return ", ".join(point if is_email else format_national(point) for point in points) or _("none")


FILTERS = {
    "language": SegmentFilter(
        "person",
        _l("Language"),
        (PickMany("languages", _l("Speaks"), Languages()),),
        _language,
        lambda config: _("speaks %(languages)s", languages=in_a_sentence(config.said("languages"))),
        _language_evidence,
    ),
    "place": SegmentFilter(
        "person",
        _l("City, ZIP code or state"),
        (Pick("part", _l("What"), PLACES, "city"), Line("places", _l("Which, with commas between several"), 500)),
        _place,
        _place_words,
        _place_evidence,
        _check_places,
    ),
    "field": SegmentFilter(
        "person",
        _l("Name or another field"),
        (
            Pick("field", _l("Field"), FIELDS, "first_name"),
            Pick("match", _l("What of it"), MATCHES, "filled"),
            Line("text", _l("Text"), 100, is_needed=False),
        ),
        lambda config, _f: matches(getattr(Contact, config.text("field")), config.text("match"), config.text("text")),
        lambda config: match_words(config.said("field"), config.text("match"), config.text("text")),
        _field_evidence,
        _check_text,
    ),
    "age": SegmentFilter(
        "person",
        _l("Under 18"),
        (Pick("age", _l("Age"), AGES, "minor"),),
        _age,
        lambda config: _("is %(age)s", age=config.said("age")),
    ),
    "member_status": SegmentFilter(
        "person",
        _l("Member, prospect, ally …"),
        (PickMany("statuses", _l("Is"), STATUSES),),
        _status,
        lambda config: _("is %(statuses)s", statuses=config.said("statuses")),
        lambda _config, _frame, one: STATUSES.name_of(own(Contact.member_status, one)) or "",
    ),
    "needs": SegmentFilter(
        "person",
        _l("Needs to take part"),
        (PickMany("needs", _l("Needs"), Needs()),),
        _needs,
        lambda config: _("needs %(needs)s", needs=config.said("needs")),
        _needs_evidence,
    ),
    "reached": SegmentFilter(
        "person",
        _l("Phone or e-mail"),
        (Pick("how", _l("How she is reached"), REACHED, "phone"),),
        _reached,
        lambda config: config.said("how"),
        _reached_evidence,
    ),
}
