"""The form of a new action."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, IntegerField, SelectField, StringField
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
