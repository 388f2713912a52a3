"""The one-on-one form: everything but the person may be left empty."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional

from crm.core.forms import Form, one_line
from crm.one_on_ones.models import Channel, Evidence, OneOnOneKind
from crm.one_on_ones.service import STORY_LIMIT

CHANNELS = [
    (Channel.IN_PERSON.value, _l("In person")),
    (Channel.PHONE.value, _l("Phone")),
    (Channel.VIDEO.value, _l("Video")),
]
SCALE = [
    ("1", _l("Leads with us")),
    ("2", _l("With us")),
    ("3", _l("Not sure")),
    ("4", _l("Leans away")),
    ("5", _l("Against")),
]
EVIDENCE = [
    (Evidence.SAID.value, _l("Said so")),
    (Evidence.DID_PUBLIC_ACT.value, _l("Did something in public")),
    (Evidence.MOVED_OTHERS.value, _l("Moved others")),
    (Evidence.KEPT_COMMITMENT.value, _l("Kept a promise")),
    (Evidence.DECLINED.value, _l("Declined an ask")),
    (Evidence.OPPOSED.value, _l("Spoke against us")),
]
KINDS = [
    (OneOnOneKind.RECRUITMENT.value, _l("To get to know each other")),
    (OneOnOneKind.MAINTENANCE.value, _l("To keep in touch")),
    (OneOnOneKind.ESCALATION.value, _l("To take on more")),
    (OneOnOneKind.CHECK_IN.value, _l("To check in")),
    (OneOnOneKind.HOUSE_VISIT.value, _l("A visit at home")),
]
ANSWERS = [
    ("", _l("Not asked")),
    ("yes", _l("Yes")),
    ("maybe", _l("Maybe")),
    ("no", _l("No")),
]


def _choices(pairs: list[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


class OneOnOneForm(Form):
    """A one-on-one; the asks come beside it as ask-<key> fields, since they follow the campaign's actions."""

    client_ref = HiddenField(validators=[Length(max=36)])
    campaign_id = SelectField(_l("Campaign"), validators=[Optional()])
    channel = RadioField(_l("How did you meet?"), choices=_choices(CHANNELS), default=Channel.IN_PERSON.value)
    stand = RadioField(choices=_choices(SCALE), validators=[Optional()])
    evidence = RadioField(_l("How do you know?"), choices=_choices(EVIDENCE), default=Evidence.SAID.value)
    issues = SelectMultipleField(choices=[])
    story = TextAreaField(validators=[Length(max=STORY_LIMIT)])
    is_story_confirmed = BooleanField(_l("I have read it again and it may be saved"))
    kind = SelectField(_l("What for"), choices=_choices(KINDS), default=OneOnOneKind.RECRUITMENT.value)
    minutes = IntegerField(
        _l("Minutes"),
        validators=[Optional(), NumberRange(1, 600, _l("Minutes are a number from 1 to 600."))],
    )
    second_adult = StringField(_l("Who else was there"), filters=[one_line], validators=[Length(max=100)])
    met_on = DateField(_l("Day"), validators=[Optional()])
    own_ask = StringField(_l("Something else you asked"), filters=[one_line], validators=[Length(max=200)])
    own_answer = SelectField(_l("The answer to it"), choices=_choices(ANSWERS), default="")
    next_choice = RadioField(_l("Next step"), choices=[], validators=[Optional()])
    next_title = StringField(_l("Next step"), filters=[one_line], validators=[Length(max=200)])
    next_due = DateField(_l("By when"), validators=[Optional()])
