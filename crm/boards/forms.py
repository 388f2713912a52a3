"""What is said when a board is shared."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField
from wtforms.validators import DataRequired, Length, Optional

from crm.core.forms import Form, one_line


class ShareForm(Form):
    """For whom a link is, and its last day."""

    label = StringField(
        _l("For whom"), filters=[one_line], validators=[DataRequired(_l("This is needed.")), Length(max=120)]
    )
    expires_on = DateField(_l("Last day, if it should end by itself"), validators=[Optional()])
