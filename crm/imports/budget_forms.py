"""The form by which a sheet of budget lines comes in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from crm.campaigns.forms.ledger import BUDGET_STAGES
from crm.core.forms import Form, one_line


class BudgetFileForm(Form):
    """A sheet, and what it does not say itself."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file first."))])
    stage = SelectField(
        _l("The amounts are"),
        default="",
        choices=[SelectChoice("", _l("As the headings or a column say")), *BUDGET_STAGES],
    )
    fiscal_year = StringField(_l("Fiscal year"), filters=[one_line], validators=[Length(max=40)])
    document = StringField(_l("Document, if it is not this file"), filters=[one_line], validators=[Length(max=300)])
    document_url = StringField(_l("Its address"), filters=[one_line], validators=[Length(max=500)])

    def defaults(self) -> dict[str, str]:
        """What the sheet itself does not say, by field."""
        fields = (self.stage, self.fiscal_year, self.document, self.document_url)
        return {field.short_name: str(field.data) for field in fields if field.data}


class BudgetStageForm(Form):
    """Of which stage the amounts of a sheet are whose headings do not say."""

    stage = SelectField(_l("The amounts are"), choices=list(BUDGET_STAGES))
