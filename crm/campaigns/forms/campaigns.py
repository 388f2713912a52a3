"""What is typed in about a campaign: itself, a demand with its figure, its stages, a goal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from crm.campaigns.models import CampaignLevel, FigureStage, LedgerSide
from crm.core.forms import Form, one_line
from crm.places.forms import PlaceField

REQUIRED = DataRequired(message=_l("This is needed."))
LEVELS = [
    SelectChoice(CampaignLevel.LOCAL.value, _l("City")),
    SelectChoice(CampaignLevel.COUNTY.value, _l("County")),
    SelectChoice(CampaignLevel.SCHOOL_DISTRICT.value, _l("School district")),
    SelectChoice(CampaignLevel.STATE.value, _l("State")),
    SelectChoice(CampaignLevel.FEDERAL.value, _l("Federal")),
]
SIDES = [
    SelectChoice(LedgerSide.DIVEST.value, _l("Divest from")),
    SelectChoice(LedgerSide.INVEST.value, _l("Invest in")),
    SelectChoice(LedgerSide.OTHER_SOURCE.value, _l("Other source")),
    SelectChoice(LedgerSide.UNALLOCATED.value, _l("No place yet")),
]
STAGES = [
    SelectChoice(FigureStage.DEMANDED.value, _l("Demanded")),
    SelectChoice(FigureStage.WON_CLAIMED.value, _l("Won, as claimed")),
]


class CampaignForm(Form):
    """A new campaign."""

    name = StringField(_l("Name"), filters=[one_line], validators=[REQUIRED, Length(max=120)])
    level = SelectField(_l("Whose budget"), choices=LEVELS)
    place_name = StringField(_l("Place"), filters=[one_line], validators=[REQUIRED, Length(max=120)])
    ocd_id = PlaceField(_l("Where that is"), filters=[one_line], validators=[REQUIRED])
    decision_body = StringField(_l("Who votes"), filters=[one_line], validators=[Length(max=120)])
    decision_on = DateField(_l("Day of the vote, if known"), validators=[Optional()])
    fiscal_year = StringField(_l("Fiscal year"), filters=[one_line], validators=[Length(max=40)])
    like = IntegerField(widget=HiddenInput(), validators=[Optional()])


class DemandForm(Form):
    """One line of the ledger; without an amount it is not known."""

    side = SelectField(_l("Side"), choices=SIDES)
    title = StringField(_l("What"), filters=[one_line], validators=[REQUIRED, Length(max=200)])
    title_es = StringField(_l("The same in Spanish"), filters=[one_line], validators=[Length(max=200)])
    amount = StringField(_l("Amount in dollars, if known"), filters=[one_line])
    stage = SelectField(_l("The amount is"), choices=STAGES)
    document = StringField(_l("Document"), filters=[one_line], validators=[Length(max=300)])
    document_url = StringField(_l("Its address"), filters=[one_line], validators=[Length(max=500)])
    page = StringField(_l("Page"), filters=[one_line], validators=[Length(max=40)])


class StagesForm(Form):
    """Stages from a template, backwards from the vote."""

    template = SelectField(_l("Type of campaign"))
    decision_on = DateField(_l("Day of the vote"), validators=[REQUIRED])


class GoalForm(Form):
    """A number to reach by a day."""

    measure = SelectField(_l("What is counted"))
    whose = SelectField(_l("Whose"), default="")
    target = IntegerField(_l("How many"), validators=[REQUIRED, NumberRange(min=1)])
    starts_on = DateField(_l("From"), validators=[REQUIRED])
    ends_on = DateField(_l("By"), validators=[REQUIRED])
