"""What places give to every template: divisions and their kinds in words."""

from __future__ import annotations

from flask import Flask

from crm.places.words import kind_name, place_name


def install(app: Flask) -> None:
    """Give templates the filters place and place_kind."""
    app.jinja_env.filters.update(place=place_name, place_kind=kind_name)
