"""The form by which somebody says what two people are to each other."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from crm.contacts.models import RelationshipKind
from crm.core.forms import Form

KINDS = [
    SelectChoice(RelationshipKind.FRIEND.value, _l("a friend")),
    SelectChoice(RelationshipKind.FAMILY.value, _l("family")),
    SelectChoice(RelationshipKind.KNOWS.value, _l("somebody who knows her")),
    SelectChoice(RelationshipKind.INFLUENCES.value, _l("somebody who influences her")),
]
STRENGTHS = [
    SelectChoice("3", _l("Very close")),
    SelectChoice("2", _l("Would take the call")),
    SelectChoice("1", _l("Met once")),
]


class RelationshipForm(Form):
    """What the person of the page is to somebody else, and how close."""

    other_id = IntegerField(validators=[InputRequired()])
    kind = SelectField(_l("She is"), choices=KINDS)
    strength = SelectField(_l("How well"), choices=STRENGTHS, default="2")
