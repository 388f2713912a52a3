"""Loads the demo organization on a first run, and offers practice files on the page of the webinar they belong to."""

from __future__ import annotations

from flask import Flask, g, render_template

from crm.accounts.queries import list_organizations
from crm.actions.models import Action
from crm.core import slots
from crm.core.clock import utc_now
from crm.core.registry import at_start
from crm.demo.service import load_demo
from crm.demo.service.crew import SLUG
from crm.demo.service.gatherings import WEBINAR_ID


def _files(action: Action) -> str:
    """The two practice files of the demo's webinar; nothing anywhere else."""
    if not g.organization.is_practice or action.webinar_id != WEBINAR_ID:
        return ""
    return render_template("demo/_files.html", action=action)


def welcome() -> list[str]:
    """On a database without any organization load the demo; where it is, return its sign-ins to print."""
    slugs = {organization.slug for organization in list_organizations()}
    if slugs and SLUG not in slugs:
        return []
    loaded = load_demo(utc_now())
    lines = [f"  Practice sign-ins, password {loaded.password}:"]
    return lines + [f"    {email:<28} {name}, {role}" for email, name, role in loaded.users]


def install(_app: Flask) -> None:
    """Fill the slot action_files, and take part in the start of `flask serve`."""
    at_start.register("demo", welcome)
    slots.fill("action_files", "demo", _files)
