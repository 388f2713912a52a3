"""The form that adds divisions, and reading a place that was typed."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from crm.core.errors import Refused
from crm.core.forms import Form, one_line
from crm.core.i18n import sentence
from crm.places.queries import read_place
from crm.places.service import KINDS, read_names
from crm.places.words import KINDS as KIND_WORDS
from crm.places.words import kind_name


class PlaceField(StringField):
    """A place, typed by name or chosen as an Open Civic Data id; its data is the id once the form is valid."""

    data: Any

    def pre_validate(self, form: object) -> None:
        """Turn what was typed into the id it means, or say which places it may mean."""
        if self.data:
            try:
                self.data = read_place(self.data)
            except Refused as error:
                raise ValidationError(sentence(error)) from error


class DivisionsForm(Form):
    """Divisions of one kind that lie in one place: wards 1-50 of Chicago."""

    parent = PlaceField(_l("They lie in"), filters=[one_line], validators=[InputRequired(_l("Say in which place."))])
    kind = SelectField(_l("Kind"), choices=[SelectChoice(kind, _l(KIND_WORDS[kind])) for kind in KINDS])
    names = StringField(
        _l("Numbers or names"), filters=[one_line], validators=[InputRequired(_l("Write them.")), Length(max=5000)]
    )

    def to_names(self) -> list[tuple[str, str]]:
        """The ends of the ids with the names; Refused for none."""
        kind = self.kind.data or ""
        return read_names(kind, kind_name(kind), self.names.data or "")

    def validate_names(self, field: StringField) -> None:
        """At least one number or name."""
        if not self.kind.errors and self.kind.data not in KINDS:
            raise ValidationError(_("Choose what they are."))
