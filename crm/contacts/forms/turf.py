"""The forms for a turf, and for who is cut into it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from crm.accounts.queries import list_users
from crm.contacts.models import Turf, TurfKind
from crm.contacts.queries.cutting import Cut, read_codes
from crm.contacts.queries.tags import list_tags
from crm.contacts.service.turf import TurfWords
from crm.core.actor import STAFF
from crm.core.forms import Form, one_line
from crm.places.forms import PlaceField

KINDS = [
    SelectChoice(TurfKind.LIST.value, _l("People picked by hand")),
    SelectChoice(TurfKind.GEO.value, _l("A part of town")),
    SelectChoice(TurfKind.NETWORK.value, _l("People who know each other")),
    SelectChoice(TurfKind.SITE.value, _l("A place where people meet or work")),
]


class TurfForm(Form):
    """What a turf is called, what makes people belong to it, and who its organizer is."""

    name = StringField(
        _l("Name"), filters=[one_line], validators=[InputRequired(_l("Give the turf a name.")), Length(max=100)]
    )
    kind = SelectField(_l("What it is"), choices=KINDS)
    description = StringField(_l("What it means"), filters=[one_line], validators=[Length(max=300)])
    postal_codes = StringField(_l("ZIP codes"), filters=[one_line], validators=[Length(max=2000)])
    ocd_id = PlaceField(_l("Place"), filters=[one_line])

    def fill(self, turf: Turf) -> None:
        """Show what a turf is."""
        self.name.data, self.kind.data, self.description.data = turf.name, turf.kind.value, turf.description
        self.postal_codes.data, self.ocd_id.data = ", ".join(turf.postal_codes), turf.ocd_id

    def to_words(self) -> TurfWords:
        """What goes to the service; Refused for a ZIP code that is none."""
        return TurfWords(
            name=self.name.data or "",
            kind=TurfKind(self.kind.data),
            description=self.description.data or "",
            postal_codes=read_codes(self.postal_codes.data or ""),
            ocd_id=self.ocd_id.data or "",
        )


class CutForm(Form):
    """Who is cut into a turf; all that is given must hold."""

    postal_codes = StringField(_l("ZIP codes"), filters=[one_line], validators=[Length(max=2000)])
    ocd_id = PlaceField(_l("Place"), filters=[one_line])
    tag_id = SelectField(_l("Tag"), coerce=int)
    is_only_free = BooleanField(_l("Only people who are in no turf yet"))

    def offer(self) -> None:
        """Fill the list of tags."""
        self.tag_id.choices = [SelectChoice(0, _("Any")), *(SelectChoice(tag.id, tag.name) for tag in list_tags())]

    def to_cut(self) -> Cut:
        """What goes to the query; Refused for a ZIP code that is none."""
        return Cut(
            postal_codes=read_codes(self.postal_codes.data or ""),
            ocd_id=self.ocd_id.data or "",
            tag_id=self.tag_id.data or None,
            is_only_free=bool(self.is_only_free.data),
        )


def colleagues() -> list[tuple[Any, str]]:
    """Who may look after people, by name, for a list to choose from."""
    return [(user.id, user.name) for user in list_users(*STAFF)]
