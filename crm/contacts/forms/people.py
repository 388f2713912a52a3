"""The forms for a new person and for changing one; no e-mail is ever required."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from crm.accounts.queries import list_users
from crm.contacts.models import Contact, PointKind
from crm.contacts.names import split_name
from crm.contacts.queries.points import HeldPoint
from crm.contacts.queries.turf import list_turfs
from crm.contacts.service import NewContact
from crm.contacts.service.points import read_email
from crm.contacts.service.reach import ReachChanges
from crm.contacts.words import NEEDS, OFFERED_LANGUAGES, language_name, need_name
from crm.core.actor import STAFF
from crm.core.forms import Form, one_line
from crm.core.phones import normalize
from crm.core.text import words

LINES = ("chosen_name", "name_phonetic", "pronouns", "street", "city", "state", "postal_code")


def _choices(pairs: list[tuple[Any, str]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


def _line(label: str, longest: int) -> StringField:
    return StringField(label, filters=[one_line], validators=[Length(max=longest)])


class ContactForm(Form):
    """What the two forms share: the phone first, and behind a fold what can wait."""

    phone = TelField(_l("Phone"), filters=[one_line], validators=[Length(max=60)])
    preferred_language = SelectField(_l("Language"))
    email = StringField(_l("E-mail, if there is one"), filters=[one_line], validators=[Length(max=254)])
    is_minor = BooleanField(_l("Under 18"))
    chosen_name = _line(_l("Goes by"), 100)
    name_phonetic = _line(_l("How to say it"), 100)
    pronouns = _line(_l("Pronouns"), 40)
    street = _line(_l("Street"), 200)
    city = _line(_l("City"), 100)
    state = _line(_l("State"), 40)
    postal_code = _line(_l("ZIP code"), 20)
    needs = SelectMultipleField(_l("Needs to take part"))
    owner_user_id = SelectField(_l("Organizer who stays in touch"), coerce=int)

    def offer(self, language: str | None = None, needs: list[str] | None = None) -> None:
        """Fill the lists to choose from; what a person has already is always among them."""
        codes = list(dict.fromkeys([*OFFERED_LANGUAGES, *([language] if language else [])]))
        self.preferred_language.choices = _choices(
            [("", _("Not known")), *((code, language_name(code)) for code in codes)]
        )
        known = dict.fromkeys([*NEEDS, *(needs or [])])
        self.needs.choices = _choices([(need, need_name(need)) for need in known])
        people = [(user.id, user.name) for user in list_users(*STAFF)]
        self.owner_user_id.choices = _choices([(0, _("Nobody yet")), *people])

    @property
    def e164(self) -> str | None:
        """The number in the phone field, or None."""
        return normalize(self.phone.data or "", _region())

    def validate_phone(self, field: TelField) -> None:
        """A number that is given must be whole."""
        if field.data and not normalize(field.data, _region()):
            raise ValidationError(_("This is not a whole phone number. Check the digits, or leave it empty."))

    def validate_email(self, field: StringField) -> None:
        """An address that is given must be one."""
        if field.data and not read_email(field.data):
            raise ValidationError(_("This is not an e-mail address. Check it, or leave it empty."))

    def shared_values(self) -> dict[str, Any]:
        """What both forms say of a person."""
        lines = {name: self[name].data or "" for name in LINES}
        return lines | {
            "phone": self.phone.data or "",
            "email": self.email.data or "",
            "preferred_language": self.preferred_language.data or None,
            "needs": list(self.needs.data or []),
            "owner_user_id": self.owner_user_id.data or None,
        }


class NewContactForm(ContactForm):
    """Phone, name and language are enough."""

    name = StringField(_l("Name"), filters=[one_line], validators=[Length(max=200)])
    client_ref = HiddenField(default=lambda: str(uuid4()), validators=[Length(max=36)])
    is_sure = BooleanField(_l("Somebody else of the same name"))

    def validate_name(self, field: StringField) -> None:
        """A person is somebody with a name, a phone or an e-mail."""
        if not words(field.data or "") and not self.phone.data and not self.email.data:
            raise ValidationError(_("Write a name or a phone number, so that this person can be found again."))

    def to_new(self) -> NewContact:
        """The person as it goes to the service."""
        first, last, suffix = split_name(self.name.data or "")
        return NewContact(
            first_name=first,
            last_name=last,
            suffix=suffix,
            is_minor=True if self.is_minor.data else None,
            client_ref=self.client_ref.data or None,
            **self.shared_values(),
        )


class EditContactForm(ContactForm):
    """Everything known of a person, each in its own field; numbers and addresses are added, put first or made past.

    `points` are those she has, given by the view before it asks for anything.
    """

    points: list[HeldPoint] = []

    phone = TelField(_l("One more number"), filters=[one_line], validators=[Length(max=60)])
    email = StringField(_l("One more address"), filters=[one_line], validators=[Length(max=254)])
    first_name = _line(_l("First name"), 100)
    middle_name = _line(_l("Middle name"), 100)
    last_name = _line(_l("Family names"), 100)
    suffix = _line(_l("Suffix"), 20)
    turf_id = SelectField(_l("Turf"), coerce=int, default=0)

    def offer(self, language: str | None = None, needs: list[str] | None = None) -> None:
        """Fill the lists to choose from, turf among them."""
        super().offer(language, needs)
        self.turf_id.choices = _choices([(0, _("None")), *((turf.id, turf.name) for turf in list_turfs())])

    def validate_first_name(self, field: StringField) -> None:
        """A person stays somebody with a name, a phone or an e-mail."""
        known = (field.data, self.last_name.data, self.chosen_name.data, self.phone.data, self.email.data)
        if not any(known) and not self._stay_hers():
            raise ValidationError(_("Write a name or a phone number, so that this person can be found again."))

    def _stay_hers(self) -> bool:
        """Whether a number or address she has is hers after the change."""
        now, past, again = (
            {point.link_id for point in self.points if point.past_at is None},
            self.past_ids,
            self.again_ids,
        )
        return bool((now - past) | ({point.link_id for point in self.points} & again))

    @property
    def past_ids(self) -> set[int]:
        """The links that are ticked as no longer hers."""
        return set(request.form.getlist("past", type=int))

    @property
    def again_ids(self) -> set[int]:
        """The links that are ticked as hers again."""
        return set(request.form.getlist("again", type=int))

    def first_of(self, kind: str) -> str:
        """What is to come first of a kind: a link's id, "new", or "" as it is."""
        return request.form.get(f"first_{kind}", "")

    def reach(self) -> ReachChanges:
        """How the way to reach her changes."""
        first = tuple((kind, self.first_of(kind.value)) for kind in PointKind)
        email = read_email(self.email.data or "") or ""
        return ReachChanges(self.past_ids - self.again_ids, self.again_ids, self.e164 or "", email, first)

    def fill(self, contact: Contact) -> None:
        """Show what is known."""
        for name in (*LINES, "first_name", "middle_name", "last_name", "suffix"):
            self[name].data = getattr(contact, name)
        self.preferred_language.data = contact.preferred_language or ""
        self.is_minor.data = bool(contact.is_minor)
        self.needs.data = list(contact.needs)
        self.owner_user_id.data = contact.owner_user_id or 0
        self.turf_id.data = contact.turf_id or 0

    def to_changes(self, contact: Contact) -> dict[str, Any]:
        """What goes to the service; an unticked "under 18" says no only where it said yes before."""
        is_minor = True if self.is_minor.data else (None if contact.is_minor is None else False)
        names = {name: self[name].data or "" for name in ("first_name", "middle_name", "last_name", "suffix")}
        shared = {name: value for name, value in self.shared_values().items() if name not in ("phone", "email")}
        return names | shared | {"is_minor": is_minor} | self._turf()

    def _turf(self) -> dict[str, Any]:
        return {"turf_id": self.turf_id.data or None} if self.turf_id.raw_data else {}


def _region() -> str:
    organization = g.get("organization")
    return organization.region if organization else "US"
