"""The forms of doors: signing oneself in, and what staff type about links, sheets and unclear slips."""

from __future__ import annotations

from uuid import UUID, uuid4

from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from crm.core.forms import Form, one_line


class SelfForm(Form):
    """Phone and first name, the same for everybody; the button pressed says the language."""

    phone = StringField(filters=[one_line], validators=[InputRequired(), Length(max=60)])
    first_name = StringField(filters=[one_line], validators=[InputRequired(), Length(min=1, max=100)])
    last_name = StringField(filters=[one_line], validators=[Length(max=100)])
    consent = BooleanField()
    minor = BooleanField()
    language = StringField()
    client_ref = HiddenField(default=lambda: str(uuid4()))

    def validate_client_ref(self, field: HiddenField) -> None:
        """The form carries a UUID, so that pressing twice is one slip."""
        try:
            field.data = str(UUID(field.data or ""))
        except ValueError as error:
            field.data = str(uuid4())
            raise ValidationError("no UUID") from error

    @property
    def name(self) -> str:
        """First and last name as written."""
        return f"{self.first_name.data} {self.last_name.data or ''}".strip()
