"""What the public page asks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, Optional

from crm.contacts.words import NEEDS
from crm.core.forms import Form, one_line
from crm.turnout.service.public import NewAnswer


class AnswerForm(Form):
    """Whether somebody comes, what she needs to come, her shift; and that she agrees to be texted."""

    answer = RadioField(
        _l("Are you coming?"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("maybe", _l("Maybe")), SelectChoice("no", _l("No"))],
        validators=[DataRequired(_l("Say whether you come: yes, maybe or no."))],
    )
    needs = SelectMultipleField(_l("What helps you come?"), choices=[SelectChoice(need, need) for need in NEEDS])
    shift = RadioField(_l("What would you like to do?"), validators=[Optional()], coerce=int, choices=[])
    agrees = BooleanField(_l("Text me"))

    def read(self, language: str, words: str) -> NewAnswer:
        """What was typed; the words count as agreed to only when the box was ticked."""
        return NewAnswer(
            first_name="",
            phone="",
            answer=self.answer.data or "",
            language=language,
            needs=tuple(self.needs.data or ()),
            shift_id=self.shift.data or None,
            words=words if self.agrees.data else "",
        )


class FirstAnswerForm(AnswerForm):
    """The same with who it is: a first name and a number, no e-mail."""

    first_name = StringField(
        _l("Your first name"),
        filters=[one_line],
        validators=[DataRequired(_l("Write your first name.")), Length(max=100)],
    )
    phone = StringField(
        _l("Your phone number"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Write your phone number with its area code, such as 303 555 0100.")),
            Length(max=40),
        ],
    )

    def read(self, language: str, words: str) -> NewAnswer:
        """What was typed, with the name and the number."""
        rest = super().read(language, words)
        return NewAnswer(
            self.first_name.data or "",
            self.phone.data or "",
            rest.answer,
            language,
            rest.needs,
            rest.shift_id,
            rest.words,
        )
