"""The form of an action, new or changed, and that of a shift."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from crm.core.forms import Form, one_line

LONGEST_ASK = 60
"""Characters: an ask stands inside a text of 160."""


class ActionForm(Form):
    """Title, kind, local start, length, where it is, and what people are asked to do there."""

    title = StringField(
        _l("Title"), filters=[one_line], validators=[DataRequired(_l("Give the action a title.")), Length(max=200)]
    )
    title_es = StringField(_l("Title in Spanish"), filters=[one_line], validators=[Length(max=200)])
    kind = SelectField(_l("Kind"))
    campaign_id = SelectField(_l("Campaign"), validators=[Optional()])
    starts_at = DateTimeLocalField(
        _l("Starts"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=[InputRequired(_l("Say when it starts, such as 2026-11-19 19:00."))],
    )
    minutes = IntegerField(
        _l("Minutes"),
        default=90,
        validators=[Optional(), NumberRange(1, 20160, _l("Between one minute and two weeks."))],
    )
    place = StringField(_l("Place"), filters=[one_line], validators=[Length(max=200)])
    online_url = StringField(_l("Link"), filters=[one_line], validators=[Length(max=500)])
    ask = StringField(_l("The ask"), filters=[one_line], validators=[Length(max=LONGEST_ASK)])
    ask_es = StringField(_l("The ask in Spanish"), filters=[one_line], validators=[Length(max=LONGEST_ASK)])
    description = TextAreaField(_l("What it is about"), validators=[Length(max=1000)])
    description_es = TextAreaField(_l("What it is about, in Spanish"), validators=[Length(max=1000)])
    goal_attended = IntegerField(_l("Goal: how many come"), validators=[Optional(), NumberRange(1, 1_000_000)])
    capacity = IntegerField(_l("Seats"), validators=[Optional(), NumberRange(1, 1_000_000)])
    languages = SelectMultipleField(_l("Languages"), choices=[])
    offers = SelectMultipleField(_l("What is offered"), choices=[])
    is_public = BooleanField(_l("A public page where people answer"), default=True)
    recording_url = StringField(_l("Recording"), filters=[one_line], validators=[Length(max=500)])
    repeats = SelectField(
        _l("Repeats"),
        choices=[
            SelectChoice("", _l("Takes place once")),
            SelectChoice("weekly", _l("Every week")),
            SelectChoice("monthly", _l("Every month, on the same weekday")),
        ],
        validators=[Optional()],
    )
    times = IntegerField(_l("How often in all"), default=4, validators=[Optional(), NumberRange(2, 52)])
    following = BooleanField(_l("Change the later ones of the series too"))
    webinar_id = StringField(_l("Zoom webinar ID"), filters=[one_line], validators=[Length(max=40)])

    @property
    def campaign(self) -> int | None:
        """The chosen campaign, if any."""
        return int(self.campaign_id.data) if self.campaign_id.data else None

    @property
    def local_start(self) -> datetime:
        """The start as written, without a zone."""
        if self.starts_at.data is None:
            raise ValueError("the form was not validated")
        start: datetime = self.starts_at.data
        return start


class ShiftForm(Form):
    """A role in both languages, its hours where they differ, and how many it needs at most."""

    role = StringField(_l("Role"), filters=[one_line], validators=[Length(max=100)])
    role_es = StringField(_l("Role in Spanish"), filters=[one_line], validators=[Length(max=100)])
    starts_at = TimeField(_l("From"), validators=[Optional()])
    ends_at = TimeField(_l("Until"), validators=[Optional()])
    capacity = IntegerField(_l("At most"), validators=[Optional(), NumberRange(1, 10_000)])
