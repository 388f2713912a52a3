"""The form for a tag."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from crm.contacts.models import Tag
from crm.contacts.service.tags import TagWords
from crm.core.forms import Form, one_line

COLORS = [
    SelectChoice("", _l("Plain")),
    SelectChoice("brand", _l("Violet")),
    SelectChoice("invest", _l("Green")),
    SelectChoice("divest", _l("Red")),
    SelectChoice("warn", _l("Amber")),
]


class TagForm(Form):
    """A tag's name, group, colour and meaning."""

    name = StringField(
        _l("Name"), filters=[one_line], validators=[InputRequired(_l("Give the tag a name.")), Length(max=100)]
    )
    group_name = StringField(_l("Group"), filters=[one_line], validators=[Length(max=100)])
    color = RadioField(_l("Color"), choices=COLORS, default="")
    description = StringField(_l("What it means"), filters=[one_line], validators=[Length(max=300)])

    def fill(self, tag: Tag) -> None:
        """Show what a tag is."""
        for name in ("name", "group_name", "color", "description"):
            self[name].data = getattr(tag, name)

    def to_words(self) -> TagWords:
        """What goes to the service."""
        return TagWords(
            self.name.data or "", self.group_name.data or "", self.color.data or "", self.description.data or ""
        )
