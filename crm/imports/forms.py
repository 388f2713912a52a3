"""The forms of an import: the file, and how its people agreed to be texted."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional

from crm.core.errors import N_, Refused
from crm.core.forms import Form, one_line
from crm.imports.consents import Agreement

QUESTION = "question:"


class FileForm(Form):
    """One file, what it is when it does not tell, and the action it is about."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file first."))])
    kind = SelectField(_l("Read it as"), validators=[Optional()])
    action = HiddenField()

    @property
    def action_id(self) -> int | None:
        """The action the form was opened from, if any."""
        text = str(self.action.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else None


class ApplyForm(Form):
    """How these people agreed: not at all, by a question of the form ("question:" and its place), or by typed words."""

    consent = RadioField(_l("How did they agree?"), default="none", validate_choice=False, validators=[Optional()])
    words = TextAreaField(_l("The words they agreed to"), filters=[one_line], validators=[Length(max=1000)])
    source = StringField(_l("Where these words stood"), filters=[one_line], validators=[Length(max=300)])

    def agreement(self, questions: list[str]) -> Agreement:
        """What was chosen, in the file's own questions; Refused for typed words that are missing."""
        chosen = self.consent.data or "none"
        if chosen.startswith(QUESTION):
            place = chosen.removeprefix(QUESTION)
            if not place.isdecimal() or int(place) >= len(questions):
                raise Refused(N_("The file does not ask that question."))
            return Agreement(question=questions[int(place)])
        if chosen != "words":
            return Agreement()
        if not self.words.data or not self.source.data:
            raise Refused(N_("Type the words these people agreed to and where they stood, or choose “Not at all”."))
        return Agreement(words=self.words.data, source=self.source.data)


class DecideForm(Form):
    """What was decided about one row: the same person, a new one, one of the same household, later; or open again."""

    row = HiddenField()
    decision = StringField(validators=[AnyOf(("same", "new", "household", "later", ""))])


class ColumnsForm(Form):
    """What each shown column holds (pairs of `key` and `to`), a name to keep that under, or a kept mapping to use."""

    key = SelectMultipleField(validate_choice=False)
    to = SelectMultipleField(validate_choice=False)
    save_as = StringField(_l("Keep these columns as"), filters=[one_line], validators=[Length(max=120)])
    saved = StringField(_l("A saved mapping"), filters=[one_line], validators=[Length(max=120)])
    next = HiddenField()

    def chosen(self) -> dict[str, str]:
        """The use chosen for each column, by its key; a column that is to be read as its kind has it is not among them."""
        pairs = zip(self.key.data or (), self.to.data or (), strict=False)
        return {key: use for key, use in pairs if use != "keep"}

    @property
    def page_after(self) -> int:
        """The page of columns to go on with, 0 when these were the last."""
        text = str(self.next.data or "")
        return int(text) if text.isdecimal() and len(text) < 6 else 0
