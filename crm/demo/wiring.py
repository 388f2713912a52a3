"""Offers the practice files on the page of the webinar that they belong to."""

from __future__ import annotations

from flask import Flask, g, render_template

from crm.actions.models import Action
from crm.core import slots
from crm.demo.service.gatherings import WEBINAR_ID


def _files(action: Action) -> str:
    """The two practice files of the demo's webinar; nothing anywhere else."""
    if not g.organization.is_practice or action.webinar_id != WEBINAR_ID:
        return ""
    return render_template("demo/_files.html", action=action)


def install(_app: Flask) -> None:
    """Fill the slot action_files."""
    slots.fill("action_files", "demo", _files)
