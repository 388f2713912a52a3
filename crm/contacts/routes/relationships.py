"""The page of who is close to a person: those written down, and finding and adding another."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.contacts import queries
from crm.contacts.forms.relationships import RelationshipForm
from crm.contacts.models import RelationshipKind
from crm.contacts.queries.closeness import list_relationships
from crm.contacts.queries.search import search
from crm.contacts.routes.blueprint import bp
from crm.contacts.service import relationships as service
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import N_, Refused
from crm.core.text import clean_line


@bp.get("/people/<int:contact_id>/relationships")
@allow(*STAFF)
def relationships(contact_id: int) -> str:
    """Who is close to her; ?q= finds somebody to add."""
    contact, wanted = queries.get_contact(contact_id), clean_line(request.args.get("q"), 100)
    found = [hit for hit in search(wanted, 8) if hit.id != contact.id] if wanted else []
    return render_template(
        "contacts/relationships.html",
        contact=contact,
        name=queries.names_of([contact.id]).get(contact.id) or _("No name yet"),
        rows=list_relationships(contact.id),
        wanted=wanted,
        found=found,
        form=RelationshipForm(formdata=None),
    )


@bp.post("/people/<int:contact_id>/relationships")
@allow(*STAFF)
@writes
def relate(contact_id: int) -> Response:
    """Write down what she is to somebody (`other_id`, `kind`, `strength`)."""
    form = RelationshipForm()
    if not form.validate():
        raise Refused(N_("Choose one."))
    kind = RelationshipKind(form.kind.data)
    service.relate(current_actor(), now(), contact_id, form.other_id.data, kind, int(form.strength.data))
    flash(_("It is written down."), "good")
    return redirect(url_for("contacts.relationships", contact_id=contact_id))


@bp.post("/relationships/<int:relationship_id>/remove")
@allow(*STAFF)
@writes
def part(relationship_id: int) -> Response:
    """Take out what is so no more."""
    contact_id = service.part(current_actor(), now(), relationship_id)
    return redirect(url_for("contacts.relationships", contact_id=contact_id))
