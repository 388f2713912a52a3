"""Two records side by side: choosing what is kept, joining them, or saying that they are two people."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.contacts import queries
from crm.contacts.forms.duplicates import JoinForm
from crm.contacts.models import Contact
from crm.contacts.queries.deciding import find_pair
from crm.contacts.queries.merges import list_merged_into
from crm.contacts.routes.blueprint import bp
from crm.contacts.routes.comparing import compare, sides_in
from crm.contacts.service.deciding import tell_apart
from crm.contacts.service.merging import merge
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import N_, Refused
from crm.core.text import clean_line


@bp.get("/people/<int:contact_id>/same-as")
@allow(*STAFF)
def same_as(contact_id: int) -> Response | str:
    """Find the other record of a person (?q=), or see both side by side (?other=)."""
    contact = queries.get_contact(contact_id)
    other_id = request.args.get("other", type=int)
    if other_id:
        other = queries.get_contact(other_id)
        if other.id != contact.id:
            return _page(contact, other)
        flash(_("These two are the same record already."))
        return redirect(url_for("timeline.show", contact_id=contact.id))
    text = clean_line(request.args.get("q"), 100)
    hits = [hit for hit in (queries.search(text) if text else _alike(contact)) if hit.id != contact.id]
    merged = list_merged_into(contact.id, now())
    return render_template("contacts/same_as.html", contact=contact, text=text, hits=hits, merged=merged)


@bp.post("/people/<int:contact_id>/same-as")
@allow(*STAFF)
@writes
def join(contact_id: int) -> Response:
    """Join the other record into this one, with the sides that were chosen; or remember that they are two people."""
    form = JoinForm()
    contact, other = queries.get_contact(contact_id), queries.get_contact(form.other_id)
    if contact.id == other.id:
        raise Refused(N_("These two are the same record already."))
    if form.decision.data == "different":
        tell_apart(current_actor(), now(), contact.id, other.id)
        flash(_("They stay two people. This pair is not asked again."), "good")
        return redirect(url_for("timeline.show", contact_id=contact.id))
    name = other.full_name
    batch = merge(current_actor(), now(), contact.id, other.id, sides_in(request.form, compare(contact, other)))
    flash(_("%(name)s is joined into this record.", name=name or _("No name yet")), "good")
    return redirect(url_for("contacts.merged", merge_id=batch.id))


def _page(contact: Contact, other: Contact) -> str:
    return render_template(
        "contacts/compare.html",
        comparison=compare(contact, other),
        pair=find_pair(contact.id, other.id),
        sharing=queries.sharers_of(contact.id),
    )


def _alike(contact: Contact) -> list[queries.ContactHit]:
    """Who may be her, before anything is typed: people of her name or at her numbers."""
    phones = queries.phones_of([contact.id]).get(contact.id, [])
    return queries.find_alike(contact.display_name, phones[0] if phones else None, limit=9)
