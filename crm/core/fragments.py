"""Pieces of a page that are the same for everybody of a role in a language: rendered once, then looked up."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, render_template, request
from flask_login import current_user
from markupsafe import Markup

from crm.core.i18n import language

MOST_KEPT = 4096
"""How many pieces an application keeps before it begins anew."""
_PLACE = "crm.core.fragments"


def kept(template: str, **values: str | int) -> Markup:
    """A template that hangs on nothing but these values, the language and what the role may see (no names, no tokens)."""
    pieces: dict[Any, Markup] = current_app.extensions[_PLACE]
    role = getattr(current_user, "role", None)
    key = (template, language(), role, request.root_path, *values.values())
    piece = pieces.get(key)
    if piece is None:
        if len(pieces) >= MOST_KEPT:
            pieces.clear()
        piece = pieces[key] = Markup(render_template(template, **values))  # noqa: S704 - a template's own output
    return piece


def install(app: Flask) -> None:
    """Give templates kept()."""
    app.extensions[_PLACE] = {}
    app.jinja_env.globals["kept"] = kept
