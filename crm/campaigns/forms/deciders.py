"""What is typed in about who decides: a person, many seats, a move with its evidence, the vote, a promise."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from crm.campaigns.models import Confidence, Lean, Majority
from crm.campaigns.service.deciders import Approach, NewDecisionMaker, NewStaff
from crm.campaigns.service.decisions import NewDecision
from crm.campaigns.service.standing import Evidence
from crm.core.forms import Form, one_line
from crm.places.forms import PlaceField

REQUIRED = DataRequired(message=_l("This is needed."))
HOW_WE_KNOW = DataRequired(message=_l("Say how you know: what was seen or heard?"))
CONFIDENCES = [
    SelectChoice(Confidence.PUBLIC.value, _l("Said in public")),
    SelectChoice(Confidence.DIRECT.value, _l("Heard first hand")),
    SelectChoice(Confidence.STAFF.value, _l("From staff")),
    SelectChoice(Confidence.RUMOR.value, _l("A rumor")),
]
LEANS = [
    SelectChoice(Lean.YES.value, _l("Yes")),
    SelectChoice(Lean.LEAN_YES.value, _l("Leaning yes")),
    SelectChoice(Lean.UNDECIDED.value, _l("Undecided")),
    SelectChoice(Lean.LEAN_NO.value, _l("Leaning no")),
    SelectChoice(Lean.NO.value, _l("No")),
    SelectChoice(Lean.ABSENT.value, _l("Will not vote")),
]
MAJORITIES = [
    SelectChoice(Majority.SIMPLE.value, _l("More than half of the seats")),
    SelectChoice(Majority.THREE_FIFTHS.value, _l("Three fifths of the seats")),
    SelectChoice(Majority.TWO_THIRDS.value, _l("Two thirds of the seats")),
    SelectChoice(Majority.NUMBER.value, _l("A number of votes")),
]


class TargetForm(Form):
    """Who she is in public, what moves her, what comes next."""

    name = StringField(_l("Name"), filters=[one_line], validators=[REQUIRED, Length(max=120)])
    seat = StringField(_l("Seat, such as District 4"), filters=[one_line], validators=[Length(max=80)])
    office = StringField(_l("Office"), filters=[one_line], validators=[Length(max=120)])
    body = StringField(_l("Body"), filters=[one_line], validators=[Length(max=120)])
    has_vote = BooleanField(_l("Has a vote on this"), default=True)
    is_chair = BooleanField(_l("Chairs the body"))
    ocd_id = PlaceField(_l("Who elects her: a place"), filters=[one_line], validators=[Length(max=200)])
    term_ends_on = DateField(_l("Term ends"), validators=[Optional()])
    party = StringField(_l("Party"), filters=[one_line], validators=[Length(max=40)])
    phone = StringField(_l("Office phone"), filters=[one_line], validators=[Length(max=40)])
    email = StringField(_l("Office e-mail"), filters=[one_line], validators=[Length(max=200)])
    wants = StringField(_l("What she wants"), filters=[one_line], validators=[Length(max=300)])
    heeds = StringField(_l("Whom she heeds"), filters=[one_line], validators=[Length(max=300)])
    next_step = StringField(_l("What comes next"), filters=[one_line], validators=[Length(max=200)])
    next_step_on = DateField(_l("By"), validators=[Optional()])

    def to_new(self) -> NewDecisionMaker:
        """The person as the service takes her."""
        return NewDecisionMaker(
            name=self.name.data or "",
            office=self.office.data or "",
            seat=self.seat.data or "",
            body=self.body.data or "",
            ocd_id=self.ocd_id.data or "",
            party=self.party.data or "",
            is_chair=bool(self.is_chair.data),
            has_vote=bool(self.has_vote.data),
            term_ends_on=self.term_ends_on.data,
            phone=self.phone.data or "",
            email=self.email.data or "",
        )

    def to_approach(self) -> Approach:
        """What moves her and what comes next."""
        return Approach(self.wants.data or "", self.heeds.data or "", self.next_step.data or "", self.next_step_on.data)


class StaffForm(Form):
    """Somebody who works for a decision maker."""

    name = StringField(_l("Name"), filters=[one_line], validators=[REQUIRED, Length(max=120)])
    role = StringField(_l("Role, such as chief of staff"), filters=[one_line], validators=[Length(max=120)])
    phone = StringField(_l("Office phone"), filters=[one_line], validators=[Length(max=40)])
    email = StringField(_l("Office e-mail"), filters=[one_line], validators=[Length(max=200)])

    def to_new(self) -> NewStaff:
        """The person as the service takes her."""
        return NewStaff(self.name.data or "", self.role.data or "", self.phone.data or "", self.email.data or "")


class SeatsForm(Form):
    """Many seats at once, a line each."""

    lines = TextAreaField(_l("One a line: name; seat"), validators=[REQUIRED, Length(max=50_000)])


class EvidenceForm(Form):
    """How we know."""

    evidence = StringField(_l("How we know"), filters=[one_line], validators=[HOW_WE_KNOW, Length(max=300)])
    as_of = DateField(_l("Since"), validators=[Optional()])
    confidence = SelectField(_l("How sure"), choices=CONFIDENCES, default=Confidence.DIRECT.value)

    def to_evidence(self, today: date) -> Evidence:
        """The evidence as services take it; without a day it is of today."""
        return Evidence(self.evidence.data or "", self.as_of.data or today, Confidence(self.confidence.data))


class LeanForm(EvidenceForm):
    """How a seat leans."""

    lean = SelectField(_l("Leans"), choices=LEANS)


class MoveForm(EvidenceForm):
    """Where a target stands."""

    support = IntegerField(_l("Support"), validators=[InputRequired(), NumberRange(-5, 5)])
    power = IntegerField(_l("Power"), validators=[InputRequired(), NumberRange(0, 10)])


class DecisionForm(Form):
    """A vote to come."""

    subject = StringField(_l("What is voted on"), filters=[one_line], validators=[REQUIRED, Length(max=200)])
    body = StringField(_l("Who votes"), filters=[one_line], validators=[Length(max=120)])
    held_on = DateField(_l("Day of the vote"), validators=[Optional()])
    seats = IntegerField(
        _l("Seats of the body"), validators=[InputRequired(_l("This is needed.")), NumberRange(1, 999)]
    )
    majority = SelectField(_l("What carries it"), choices=MAJORITIES)
    number = IntegerField(_l("If a number: how many votes"), validators=[Optional(), NumberRange(1, 999)])

    def to_new(self) -> NewDecision:
        """The vote as the service takes it."""
        return NewDecision(
            self.subject.data or "",
            self.body.data or "",
            self.held_on.data,
            Majority(self.majority.data),
            self.seats.data or 0,
            self.number.data,
        )


class PromiseForm(Form):
    """What an official promised."""

    what = StringField(_l("What was promised"), filters=[one_line], validators=[REQUIRED, Length(max=300)])
    said_on = DateField(_l("On"), validators=[REQUIRED])
    said_where = StringField(_l("Where, and who heard it"), filters=[one_line], validators=[Length(max=200)])
