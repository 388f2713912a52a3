"""Writing down what somebody or her guardian allows."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.contacts.cards import permissions_card
from crm.contacts.forms.permissions import PermissionForm, asked
from crm.contacts.models import PermissionFor, PermissionHow
from crm.contacts.queries import get_contact
from crm.contacts.routes.blueprint import bp
from crm.contacts.service.permissions import NewPermission, record_permission
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import N_, DomainError, Refused
from crm.core.i18n import sentence


@bp.post("/people/<int:contact_id>/permissions")
@allow(*STAFF)
@writes
def allow_of(contact_id: int) -> Response | tuple[str, int]:
    """Keep one answer and go back to the person; what cannot be kept is said beside the form."""
    contact, form = get_contact(contact_id), PermissionForm()
    questions = {about.value: words for about, words in asked(contact).items()}
    try:
        if not form.validate():
            raise Refused(form.first_error or N_("That cannot be asked."))
        if form.about.data not in questions:
            raise Refused(N_("Who is grown agrees to texts herself: write that down under consent."))
        about = PermissionFor(form.about.data)
        words, is_given = questions[about.value], form.answer.data == "yes"
        new = NewPermission(about, is_given, words, form.guardian.data or "", PermissionHow(form.how.data))
        record_permission(current_actor(), now(), contact.id, new)
    except DomainError as error:
        card = permissions_card(contact, sentence(error), form)
        return render_template("contacts/permissions.html", contact=contact, card=card), 422
    flash(_("The answer is written down."), "good")
    return redirect(url_for("timeline.show", contact_id=contact.id) + "#permissions")
