"""The form for what a guardian, or a grown person, allows."""

from __future__ import annotations

from flask import g
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length

from crm.contacts.models import Contact, PermissionFor, PermissionHow
from crm.contacts.permission_words import permission_words
from crm.core.forms import Form, one_line
from crm.core.i18n import language

HOW = [
    SelectChoice(PermissionHow.SPOKEN.value, _l("Said so")),
    SelectChoice(PermissionHow.PAPER.value, _l("Signed on paper")),
    SelectChoice(PermissionHow.WRITTEN.value, _l("Wrote it in a message")),
]


class PermissionForm(Form):
    """One answer; `guardian` may stay empty for somebody grown."""

    about = HiddenField(validators=[InputRequired()])
    answer = RadioField(
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validators=[InputRequired(_l("Say whether the answer was yes or no."))],
    )
    how = RadioField(choices=HOW, default=PermissionHow.SPOKEN.value)
    guardian = StringField(filters=[one_line], validators=[Length(max=100)])


def asked(contact: Contact) -> dict[PermissionFor, str]:
    """What is asked about a person in the words of the reader's language: texts only of a minor's guardian."""
    kinds = tuple(PermissionFor) if contact.is_minor else (PermissionFor.PHOTOGRAPHS,)
    return {
        about: permission_words(about, bool(contact.is_minor), language(), g.organization.name, contact.called)
        for about in kinds
    }
