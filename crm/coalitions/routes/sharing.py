"""Writing down a person's yes to a partner, taking it back, and who was shared with us."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.accounts.queries import get_organization, list_organizations
from crm.coalitions.models import ReceivedState, SharingHow
from crm.coalitions.queries.sharing import list_received, possible_people
from crm.coalitions.routes.blueprint import bp
from crm.coalitions.service.receiving import drop_received, note_seen, settle_received
from crm.coalitions.service.sharing import share_person, take_back
from crm.contacts.queries import get_contact, names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF, TEXTING
from crm.core.errors import N_, Conflict, Refused
from crm.core.i18n import language, sentence
from crm.core.spoken import gettext as _


@bp.post("/people/<int:contact_id>/share")
@allow(*STAFF)
@writes
def share(contact_id: int) -> Response:
    """She said yes to a partner: write down her words and give her over."""
    person, form = get_contact(contact_id), request.form
    spoken = form.get("language") or person.preferred_language or language()
    try:
        share_person(
            current_actor(), now(), person.id, form.get("partner_id", 0, int), form.get("kind", ""), spoken, _how()
        )
        flash(_("Written down, in the words you read. The partner has her name and how to reach her."), "good")
    except (Refused, Conflict) as error:
        flash(sentence(error), "bad")
    return redirect(url_for("timeline.show", contact_id=person.id, _anchor="sharing"))


@bp.post("/people/<int:contact_id>/take-back")
@allow(*STAFF)
@writes
def take_sharing_back(contact_id: int) -> Response:
    """She took her yes back."""
    person = get_contact(contact_id)
    try:
        take_back(current_actor(), now(), person.id, request.form.get("partner_id", 0, int), _how())
        flash(_("Nothing more goes over, and the partner is told."), "good")
    except (Refused, Conflict) as error:
        flash(sentence(error), "bad")
    return redirect(url_for("timeline.show", contact_id=person.id, _anchor="sharing"))


def _how() -> SharingHow:
    said = request.form.get("how", "")
    if said not in list(SharingHow):
        raise Refused(N_("Say how she said it: in person, by phone or on paper."))
    return SharingHow(said)


@bp.get("/received")
@allow(*TEXTING)
def received() -> str:
    """Everybody whom partners shared with us, those who wait first."""
    rows = list_received()
    region = get_organization(current_actor().organization_id).region
    waiting = [one for one in rows if one.state is ReceivedState.WAITING]
    return render_template(
        "coalitions/received.html",
        rows=rows,
        possible={one.id: possible_people(one, region) for one in waiting},
        people=names_of({one.contact_id for one in rows}),
        names={one.id: one.name for one in list_organizations()},
    )


@bp.post("/received/<int:received_id>")
@allow(*TEXTING)
@writes
def settle(received_id: int) -> Response:
    """Say who somebody is ("new", or the id of one of ours), leave her out ("drop"), or that a taking back is seen ("seen")."""
    choice, actor = request.form.get("who", ""), current_actor()
    if choice == "drop":
        drop_received(actor, now(), received_id)
    elif choice == "seen":
        note_seen(now(), received_id)
    elif choice == "new" or choice.isdigit():
        settle_received(actor, now(), received_id, None if choice == "new" else get_contact(int(choice)).id)
    else:
        raise Refused(N_("Choose who it is."))
    return redirect(url_for("coalitions.received"))
