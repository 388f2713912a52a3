"""The forms of files out: what and in which format, which columns of which people, and from which size on approval is needed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from crm.core.forms import Form, one_line
from crm.imports.exporting.scopes import Scope
from crm.imports.exporting.subjects import EVERYTHING
from crm.imports.exporting.wishes import PEOPLE, ZIP, Wish

FORMATS = [
    SelectChoice("csv", _l("CSV, for any program")),
    SelectChoice("xlsx", _l("Excel")),
    SelectChoice("json", _l("JSON, for programs")),
]


class ExportForm(Form):
    """One subject, or everything, in a format."""

    what = SelectField(_l("What"))
    format = SelectField(_l("As"), choices=FORMATS)
    reason = StringField(_l("What it is for"), filters=[one_line], validators=[Length(max=300)])

    @property
    def wish(self) -> Wish:
        """What was asked for; everything is a ZIP whatever the format says."""
        what = str(self.what.data)
        return Wish(what, ZIP if what == EVERYTHING else str(self.format.data))


class PeopleExportForm(Form):
    """Columns and a format, for a group of people that the address names."""

    columns = SelectMultipleField(_l("Columns"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    format = RadioField(_l("As"), choices=FORMATS, default="csv")
    reason = StringField(_l("What it is for"), filters=[one_line], validators=[Length(max=300)])

    def wish(self, scope: Scope) -> Wish:
        """What was asked for of a group."""
        return Wish(PEOPLE, str(self.format.data), scope, tuple(self.columns.data or ()))


class ApprovalForm(Form):
    """From how many people on a second person approves."""

    size = IntegerField(
        _l("A second person approves files with more people than"),
        validators=[
            Optional(),
            NumberRange(0, 1_000_000, _l("Choose a number from 0 to 1,000,000, or leave it empty.")),
        ],
    )


class DecisionForm(Form):
    """Why somebody refuses."""

    words = StringField(filters=[one_line], validators=[Length(max=300)])
