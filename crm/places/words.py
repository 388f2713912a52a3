"""Places in words on screens."""

from __future__ import annotations

from flask_babel import gettext as _

from crm.core.errors import N_
from crm.places.queries import Division, label_of

KINDS = {
    "ward": N_("Ward"),
    "council_district": N_("Council district"),
    "school_district": N_("School district"),
    "precinct": N_("Precinct"),
    "sldu": N_("State senate district"),
    "sldl": N_("State house district"),
    "neighborhood": N_("Neighborhood"),
    "state": N_("State"),
    "district": N_("State"),
    "territory": N_("Territory"),
    "county": N_("County"),
    "parish": N_("Parish"),
    "city": N_("City"),
    "town": N_("Town"),
    "village": N_("Village"),
    "borough": N_("Borough"),
    "township": N_("Township"),
    "municipio": N_("Municipality"),
}
"""The kinds of division in words; each other one is called by its own word."""


def kind_name(kind: str) -> str:
    """A kind of division in words: Ward, School district."""
    return str(_(KINDS[kind])) if kind in KINDS else kind.replace("_", " ").capitalize()


def place_name(place: Division | str) -> str:
    """A division (or its id) in words: Chicago, IL."""
    return label_of(place)
