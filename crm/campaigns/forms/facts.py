"""What is typed in about a fact."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from crm.campaigns.service.facts import NewFact
from crm.core.forms import Form, one_line

REQUIRED = DataRequired(message=_l("This is needed."))
CONFIDENCES = [
    SelectChoice("high", _l("well sourced")),
    SelectChoice("medium", _l("one outlet, or rounded")),
    SelectChoice("low", _l("weak source")),
]


class FactForm(Form):
    """A fact with its figure and source."""

    body = TextAreaField(_l("In English"), filters=[one_line], validators=[Length(max=500)])
    body_es = TextAreaField(_l("In Spanish"), filters=[one_line], validators=[Length(max=500)])
    figure = StringField(_l("The figure alone, if there is one"), filters=[one_line], validators=[Length(max=60)])
    unit = StringField(_l("Of what, such as USD or percent"), filters=[one_line], validators=[Length(max=80)])
    source_name = StringField(_l("Who says so"), filters=[one_line], validators=[REQUIRED, Length(max=300)])
    source_url = StringField(_l("Its address"), filters=[one_line], validators=[Length(max=500)])
    confidence = SelectField(_l("How sure it is"), choices=CONFIDENCES, default="medium")
    use_note = StringField(_l("How to say it"), filters=[one_line], validators=[Length(max=500)])
    campaign_id = SelectField(_l("Said in"), filters=[lambda value: value or ""])

    def to_new(self) -> NewFact:
        """The fact as the service takes it."""
        return NewFact(
            body=self.body.data or "",
            body_es=self.body_es.data or "",
            figure=self.figure.data or "",
            unit=self.unit.data or "",
            source_name=self.source_name.data or "",
            source_url=self.source_url.data or "",
            confidence=self.confidence.data,
            use_note=self.use_note.data or "",
            campaign_id=int(self.campaign_id.data) if self.campaign_id.data else None,
        )
