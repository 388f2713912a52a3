"""What the audit shows on a person's page: for admins, the way to who looked at her."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template

from crm.core.access import may
from crm.core.actor import Role
from crm.core.slots import fill


def _who_looked(contact: Any) -> str:
    return render_template("audit/_who_looked.html", contact=contact) if may(Role.ADMIN) else ""


def install(_app: Flask) -> None:
    """Fill the slot of the person page."""
    fill("person_acts", "audit", _who_looked)
