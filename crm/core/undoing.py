"""Saying what a bulk act did, with a button that takes it back."""

from __future__ import annotations

from flask import flash, render_template
from markupsafe import Markup


def flash_undoable(message: str, batch_id: int) -> None:
    """Show a message on the next page, with a button that takes the batch back."""
    flash(Markup(render_template("shared/_undo_flash.html", message=message, batch_id=batch_id)), "good")  # noqa: S704
