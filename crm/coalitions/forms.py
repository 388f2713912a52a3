"""What is typed in about a coalition: its name and first campaign, whom to invite, what to reach together."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from crm.core.forms import Form, one_line

REQUIRED = DataRequired(message=_l("This is needed."))
NEW = 0
"""The choice of a campaign that is yet to be made, after the one of the organization that invites."""


class BeginForm(Form):
    """A new coalition around a campaign of ours."""

    name = StringField(_l("Name of the coalition"), filters=[one_line], validators=[REQUIRED, Length(max=120)])
    campaign_id = SelectField(_l("Our campaign"), coerce=int)
    starts_on = DateField(_l("The board counts from"), validators=[REQUIRED])


class InviteForm(Form):
    """Whom a link is for."""

    label = StringField(_l("For which organization"), filters=[one_line], validators=[REQUIRED, Length(max=120)])


class InviteByNameForm(Form):
    """An organization of this server, by the short name that its own pages show."""

    slug = StringField(_l("Its short name here"), filters=[one_line], validators=[REQUIRED, Length(max=64)])


class CampaignForm(Form):
    """One of our campaigns."""

    campaign_id = SelectField(_l("Our campaign"), coerce=int)


class SharedGoalForm(Form):
    """What to reach together; an empty number takes the goal away."""

    measure = SelectField(_l("What is counted"))
    target = IntegerField(
        _l("How many together"), validators=[Optional(), NumberRange(min=1, message=_l("A number from 1 up, please."))]
    )
