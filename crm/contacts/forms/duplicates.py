"""The forms of what is decided about two records."""

from __future__ import annotations

from flask import request
from wtforms import HiddenField, StringField

from crm.core.forms import Form


class DecideForm(Form):
    """What is said of a pair, and the pair behind which to go on."""

    decision = StringField()
    after = HiddenField()

    @property
    def place(self) -> int | None:
        """The pair that was left for later before this one, or None at the beginning."""
        return int(self.after.data) if (self.after.data or "").isdecimal() else None


class JoinForm(Form):
    """Which record is joined; the sides of each field stand beside it under their own names."""

    decision = StringField()
    other = HiddenField()

    @property
    def other_id(self) -> int:
        """The other record's id; 0, which nobody has, when none was sent."""
        text = self.other.data or request.args.get("other") or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0
