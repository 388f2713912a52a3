"""What is typed in about a budget: a line, a figure with document and page, a win, a win taken back."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from crm.campaigns.forms.campaigns import SIDES
from crm.campaigns.models import BudgetFunction, BudgetStage, FigureStage, LedgerSide
from crm.campaigns.service.budget import NewLine, NewLineFigure
from crm.campaigns.service.money import NewFigure
from crm.campaigns.service.wins import NewReversal
from crm.campaigns.sheet_numbers import cents_of
from crm.core.forms import Form, one_line

REQUIRED = DataRequired(message=_l("This is needed."))
BUDGET_STAGES = [
    SelectChoice(BudgetStage.PRIOR_ACTUAL.value, _l("Spent last year")),
    SelectChoice(BudgetStage.PRIOR_ADOPTED.value, _l("Adopted last year")),
    SelectChoice(BudgetStage.REQUESTED.value, _l("Requested")),
    SelectChoice(BudgetStage.PROPOSED.value, _l("Proposed")),
    SelectChoice(BudgetStage.AMENDED.value, _l("As amended")),
    SelectChoice(BudgetStage.ADOPTED.value, _l("Adopted")),
    SelectChoice(BudgetStage.ACTUAL.value, _l("Spent")),
]
FUNCTIONS = [
    SelectChoice(BudgetFunction.POLICE.value, _l("Police")),
    SelectChoice(BudgetFunction.JAILS_PRISONS.value, _l("Jails and prisons")),
    SelectChoice(BudgetFunction.COURTS_PROSECUTION.value, _l("Courts and prosecution")),
    SelectChoice(BudgetFunction.PROBATION_PAROLE.value, _l("Probation and parole")),
    SelectChoice(BudgetFunction.SURVEILLANCE.value, _l("Surveillance")),
    SelectChoice(BudgetFunction.SCHOOL_POLICING.value, _l("School policing")),
    SelectChoice(BudgetFunction.IMMIGRATION_ENFORCEMENT.value, _l("Immigration enforcement")),
    SelectChoice(BudgetFunction.EDUCATION.value, _l("Education")),
    SelectChoice(BudgetFunction.YOUTH_JOBS.value, _l("Youth jobs")),
    SelectChoice(BudgetFunction.HOUSING.value, _l("Housing")),
    SelectChoice(BudgetFunction.MENTAL_HEALTH.value, _l("Mental health")),
    SelectChoice(BudgetFunction.PHYSICAL_HEALTH.value, _l("Physical health")),
    SelectChoice(BudgetFunction.VIOLENCE_PREVENTION.value, _l("Violence prevention")),
    SelectChoice(BudgetFunction.RESTORATIVE_JUSTICE.value, _l("Restorative justice")),
    SelectChoice(BudgetFunction.REENTRY.value, _l("Coming home from prison")),
    SelectChoice(BudgetFunction.TRANSIT.value, _l("Transit")),
    SelectChoice(BudgetFunction.PARKS.value, _l("Parks")),
    SelectChoice(BudgetFunction.LIBRARIES.value, _l("Libraries")),
    SelectChoice(BudgetFunction.ENVIRONMENT.value, _l("Environment")),
    SelectChoice(BudgetFunction.OTHER.value, _l("Something else")),
]
NO_DEMAND = SelectChoice("", _l("None yet"))


def an_amount(_form: Any, field: Field) -> None:
    """Refuse what is no figure, or could be two."""
    try:
        cents_of(field.data or "")
    except ValueError:
        raise ValidationError(_l("Write an amount such as 1,250.50 or 1.250,50.")) from None


class PageForm(Form):
    """Where a figure is written."""

    document = StringField(_l("Document"), filters=[one_line], validators=[REQUIRED, Length(max=300)])
    document_url = StringField(_l("Its address"), filters=[one_line], validators=[Length(max=500)])
    page = StringField(_l("Page"), filters=[one_line], validators=[REQUIRED, Length(max=40)])


class LineFigureForm(PageForm):
    """A figure of a line."""

    stage = SelectField(_l("The figure is"), choices=BUDGET_STAGES, default=BudgetStage.PROPOSED.value)
    amount = StringField(_l("Amount in dollars"), filters=[one_line], validators=[REQUIRED, an_amount])
    fte = StringField(_l("Jobs (FTE), if known"), filters=[one_line], validators=[an_amount])
    is_once = BooleanField(_l("This year only, not each year"))

    def to_new(self) -> NewLineFigure:
        """The figure as the service takes it."""
        return NewLineFigure(
            BudgetStage(self.stage.data),
            cents_of(self.amount.data or "") or 0,
            self.document.data or "",
            self.page.data or "",
            self.document_url.data or "",
            cents_of(self.fte.data or ""),
            not self.is_once.data,
        )


class LineForm(LineFigureForm):
    """A line with its first figure."""

    department = StringField(_l("Department"), filters=[one_line], validators=[REQUIRED, Length(max=120)])
    program = StringField(_l("Program"), filters=[one_line], validators=[Length(max=160)])
    fund = StringField(_l("Fund"), filters=[one_line], validators=[Length(max=120)])
    fiscal_year = StringField(_l("Fiscal year"), filters=[one_line], validators=[Length(max=40)])
    function = SelectField(_l("What it pays for"), choices=FUNCTIONS, default=BudgetFunction.OTHER.value)
    side = SelectField(_l("Side"), choices=[SelectChoice("", _l("By what it pays for")), *SIDES[:2]])
    demand_id = SelectField(_l("The demand that rests on it"))

    def to_line(self) -> NewLine:
        """The line as the service takes it."""
        return NewLine(
            self.department.data or "",
            self.program.data or "",
            self.fund.data or "",
            self.fiscal_year.data or "",
            BudgetFunction(self.function.data),
            LedgerSide(self.side.data) if self.side.data else None,
            int(self.demand_id.data) if self.demand_id.data else None,
        )


class WinForm(PageForm):
    """What is won: said by somebody, or found by a second person."""

    amount = StringField(_l("Amount in dollars"), filters=[one_line], validators=[REQUIRED, an_amount])
    is_once = BooleanField(_l("This year only, not each year"))

    def to_new(self, stage: FigureStage) -> NewFigure:
        """The figure as the service takes it."""
        return NewFigure(
            stage,
            cents_of(self.amount.data or "") or 0,
            self.document.data or "",
            self.document_url.data or "",
            self.page.data or "",
            not self.is_once.data,
        )


class ReversalForm(Form):
    """That a win was taken back."""

    reversed_on = StringField(
        _l("Day, or month if only that is known (2027-03)"), filters=[one_line], validators=[REQUIRED, Length(max=10)]
    )
    amount = StringField(_l("How much in dollars, if known"), filters=[one_line], validators=[an_amount])
    document = StringField(_l("Document"), filters=[one_line], validators=[REQUIRED, Length(max=300)])
    document_url = StringField(_l("Its address"), filters=[one_line], validators=[Length(max=500)])
    page = StringField(_l("Page"), filters=[one_line], validators=[Length(max=40)])
    note = StringField(_l("What happened"), filters=[one_line], validators=[Length(max=500)])

    def to_new(self) -> NewReversal:
        """The reversal as the service takes it."""
        return NewReversal(
            self.reversed_on.data or "",
            self.document.data or "",
            cents_of(self.amount.data or ""),
            self.document_url.data or "",
            self.page.data or "",
            self.note.data or "",
        )
