"""What phones send of one-on-ones that were written down without a signal: the same form, read the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import g
from werkzeug.datastructures import MultiDict

from crm.contacts.queries import get_contact
from crm.core.clock import local_date
from crm.core.database import db
from crm.core.errors import N_, DomainError, NotAllowed, Refused
from crm.core.i18n import sentence, zone_name
from crm.core.offline import Device, SentRow
from crm.one_on_ones.forms import OneOnOneForm
from crm.one_on_ones.screen import open_screen, to_one_on_one
from crm.one_on_ones.service import log_one_on_one

ONE_ON_ONE = "one_on_one"
UNREADABLE = N_("This could not be read. Keep it and show it to staff.")


def take_one_on_ones(device: Device, rows: Sequence[SentRow]) -> Mapping[str, str]:
    """Write down what a phone saved, each row once, whatever becomes of the others; the sentence for each that cannot be
    taken: the phone keeps it, to be mended.
    """
    g.organization = device.about
    refused: dict[str, str] = {}
    for row in rows:
        try:
            with db.session.begin_nested():
                _take(device, row)
        except DomainError as error:
            refused[row.ref] = sentence(error)
    return refused


def _take(device: Device, row: SentRow) -> None:
    """Read a row as the form that was filled in then, and write it down; its ref is the client_ref."""
    if device.actor.user_id is None:
        raise NotAllowed(N_("This device may not send. What it saved is kept on it."))
    sent = _fields(row.body)
    contact = get_contact(sent.get("contact_id", 0, type=int))
    today = local_date(row.at, zone_name())
    screen = open_screen(contact.called, row.at, today, sent.get("campaign_id", type=int))
    form = screen.prepare(OneOnOneForm(sent, meta={"csrf": False}))
    if not form.validate():
        raise Refused(form.first_error or UNREADABLE)
    form.client_ref.data = row.ref
    log_one_on_one(device.actor, device.now, to_one_on_one(contact.id, form, sent, screen, row.at))


def _fields(body: Mapping[str, Any]) -> MultiDict[str, str]:
    """The fields of a row, each a list of texts; Refused for anything else."""
    fields = body.get("fields")
    if not isinstance(fields, dict) or not all(isinstance(values, list) for values in fields.values()):
        raise Refused(UNREADABLE)
    pairs = [(str(name), str(value)) for name, values in fields.items() for value in values]
    return MultiDict([*pairs, ("contact_id", str(body.get("contact", "")))])
