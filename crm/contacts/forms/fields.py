"""The form that defines a custom field, and the inputs of an organization's fields on a person's form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from crm.contacts.field_values import as_words, read_value
from crm.contacts.models import CustomField, FieldKind
from crm.contacts.service.fields import FieldWords
from crm.contacts.words import FIELD_KINDS
from crm.core.errors import Refused
from crm.core.forms import Form, one_line
from crm.core.i18n import sentence

KINDS = [SelectChoice(kind.value, _l(name)) for kind, name in FIELD_KINDS.items()]


class FieldForm(Form):
    """What a field is called, what it holds, and its choices, one on each line."""

    label = StringField(
        _l("What is asked"),
        filters=[one_line],
        validators=[InputRequired(_l("Give the field a label: what is asked.")), Length(max=100)],
    )
    label_es = StringField(_l("The same in Spanish"), filters=[one_line], validators=[Length(max=100)])
    kind = SelectField(_l("Kind"), choices=KINDS)
    choices = TextAreaField(_l("Choices, one on each line"), validators=[Length(max=5000)])
    help = StringField(_l("Hint below it"), filters=[one_line], validators=[Length(max=300)])

    def fill(self, row: CustomField) -> None:
        """Show what a field is."""
        self.label.data, self.label_es.data, self.help.data = row.label, row.label_es, row.help
        self.kind.data, self.choices.data = row.kind.value, "\n".join(row.choices)

    def to_words(self) -> FieldWords:
        """What goes to the service."""
        return FieldWords(
            label=self.label.data or "",
            kind=FieldKind(self.kind.data),
            label_es=self.label_es.data or "",
            choices=(self.choices.data or "").splitlines(),
            help=self.help.data or "",
        )


@dataclass(slots=True)
class CustomInput:
    """One custom field on a person's form: what is typed in it, and what is wrong with that."""

    field: CustomField
    raw: list[str]
    problem: str = ""

    @property
    def name(self) -> str:
        """The input's name in the form."""
        return f"custom-{self.field.id}"

    @property
    def text(self) -> str:
        """What stands in an input of one line."""
        return self.raw[0] if self.raw else ""


class CustomInputs:
    """The inputs of an organization's fields for one person."""

    def __init__(self, fields: list[CustomField], custom: dict[str, Any], typed: MultiDict[str, str] | None) -> None:
        """`custom` is what is known of the person; `typed` the form that was sent, None while it is only shown."""
        self._custom = custom
        self.inputs = [CustomInput(one, _shown(one, custom)) for one in fields]
        self._values: dict[str, Any] = {}
        if typed is not None:
            for one in self.inputs:
                one.raw = typed.getlist(one.name)

    def __iter__(self) -> Iterator[CustomInput]:
        return iter(self.inputs)

    def validate(self) -> bool:
        """Whether every input can be read; a value of a file that did not fit and was not touched stays as it is."""
        for one in self.inputs:
            known = self._custom.get(one.field.key)
            if one.raw == _shown(one.field, self._custom):
                self._values[one.field.key] = known
                continue
            try:
                self._values[one.field.key] = read_value(one.field.kind, one.field.choices, _sent(one))
            except Refused as error:
                one.problem = sentence(error)
        return not any(one.problem for one in self.inputs)

    def to_custom(self) -> dict[str, Any]:
        """Everything known of the person in custom fields, with what was typed; what was emptied is gone."""
        merged = {**self._custom, **self._values}
        return {key: value for key, value in merged.items() if value not in (None, "", [])}


def _sent(one: CustomInput) -> Any:
    return one.raw if one.field.kind is FieldKind.MANY_CHOICES else one.text


def _shown(row: CustomField, custom: dict[str, Any]) -> list[str]:
    return as_words(custom.get(row.key))
