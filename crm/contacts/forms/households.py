"""The forms of a household and of who lives in it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from crm.contacts.models import Household, HouseholdRole
from crm.contacts.service.households import MOST_CHILDREN, HouseholdFields
from crm.core.forms import Form, one_line

LINES = ("name", "street", "city", "state", "postal_code")


def role_name(role: HouseholdRole) -> str:
    """A role in words; a young child is only counted, so a child here is one of 13 or older."""
    names: dict[HouseholdRole, str] = {
        HouseholdRole.ADULT: _("Adult"),
        HouseholdRole.YOUTH: _("Youth"),
        HouseholdRole.CHILD: _("Child"),
    }
    return names[role]


def _line(label: str, longest: int) -> StringField:
    return StringField(label, filters=[one_line], validators=[Length(max=longest)])


class HouseholdForm(Form):
    """A name, where they live, and how many children under 13 there are."""

    name = _line(_l("Name of the household"), 200)
    street = _line(_l("Street"), 200)
    city = _line(_l("City"), 100)
    state = _line(_l("State"), 40)
    postal_code = _line(_l("ZIP code"), 20)
    young_children = IntegerField(
        _l("Children under 13"),
        default=0,
        validators=[
            Optional(),
            NumberRange(0, MOST_CHILDREN, _l("The number of children is between 0 and 30.")),
        ],
    )

    def fill(self, household: Household) -> None:
        """Show what is known."""
        for name in (*LINES, "young_children"):
            self[name].data = getattr(household, name)

    def fields(self) -> HouseholdFields:
        """What goes to the service."""
        lines = {name: self[name].data or "" for name in LINES}
        return HouseholdFields(young_children=self.young_children.data or 0, **lines)


class MemberForm(Form):
    """Somebody who lives in a household, and what she is in it."""

    contact_id = HiddenField(validators=[InputRequired()])
    role = SelectField(_l("In the household"))

    def offer(self) -> None:
        """Fill the list of roles."""
        self.role.choices = [
            SelectChoice("", _("Adult, or youth when under 18")),
            *(SelectChoice(role.value, role_name(role)) for role in HouseholdRole),
        ]

    @property
    def chosen(self) -> HouseholdRole | None:
        """The role, None for the usual one."""
        return HouseholdRole(self.role.data) if self.role.data else None

    @property
    def person(self) -> int:
        """The id of the person; 0, which nobody has, when none was sent."""
        text = self.contact_id.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0
