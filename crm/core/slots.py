"""Named places on a lower room's page that higher rooms fill, so that the page need not know them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

Filler = Callable[..., str]
_slots: dict[str, dict[str, Filler]] = {}


def fill(slot: str, name: str, filler: Filler) -> None:
    """Let `filler` (keyword arguments of the slot in, HTML out, "" for nothing) show in a slot, after those already there."""
    _slots.setdefault(slot, {})[name] = filler


def show(slot: str, **context: Any) -> Markup:
    """Everything that fills a slot, one after the other."""
    return Markup("").join(Markup(filler(**context)) for filler in _slots.get(slot, {}).values())  # noqa: S704


def has_view(endpoint: str) -> bool:
    """Whether a room with this view is part of the application."""
    return endpoint in current_app.view_functions


def install(app: Flask) -> None:
    """Give templates slot() and has_view()."""
    app.jinja_env.globals.update(slot=show, has_view=has_view)
