"""Households: the list with those that look like one, one household with its people, and its forms."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.contacts import queries
from crm.contacts.forms.households import HouseholdForm, MemberForm
from crm.contacts.models import HouseholdRole
from crm.contacts.queries import households as find
from crm.contacts.routes.blueprint import bp
from crm.contacts.service import households as service
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.core.text import clean_line


@bp.get("/households")
@allow(*STAFF)
def households() -> str:
    """All households or those found by a name or street, beside people who look like one."""
    text, page = clean_line(request.args.get("q"), 100), request.args.get("page", 1, type=int)
    rows, pages = find.list_households(text, page)
    likely = find.list_likely() if not text and page == 1 else []
    return render_template(
        "contacts/households.html", rows=rows, pages=pages, page=min(max(1, page), pages), text=text, likely=likely
    )


@bp.route("/households/new", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def new_household() -> Response | str | tuple[str, int]:
    """Make a household; ?contact= names the people to begin with."""
    form, ids = HouseholdForm(), request.values.getlist("contact", type=int)[:30]
    people = [queries.get_contact(contact_id) for contact_id in dict.fromkeys(ids)]
    if not form.is_submitted():
        return _form_page(form, people=people)
    if not form.validate():
        return _form_page(form, people=people), 422
    try:
        household = service.create_household(current_actor(), now(), form.fields(), [one.id for one in people])
    except Refused as error:
        db.session.rollback()
        return _form_page(form, people=people, problem=sentence(error)), 422
    flash(_("The household is written down."), "good")
    return redirect(url_for("contacts.household", household_id=household.id))


@bp.get("/households/<int:household_id>")
@allow(*STAFF)
def household(household_id: int) -> str:
    """One household: who lives there, which numbers they share; ?q= finds somebody to add."""
    row = find.get_household(household_id)
    members = find.members_of([row.id]).get(row.id, [])
    ids = [member.contact_id for member in members]
    text = clean_line(request.args.get("q"), 100)
    form = MemberForm()
    form.offer()
    return render_template(
        "contacts/household.html",
        household=row,
        address=find.address_of(row),
        members=members,
        cards=queries.cards_of(ids),
        shared=_shared(queries.phones_of(ids)),
        text=text,
        hits=[hit for hit in queries.search(text, 8) if hit.id not in ids] if text else [],
        form=form,
    )


@bp.route("/households/<int:household_id>/edit", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def edit_household(household_id: int) -> Response | str | tuple[str, int]:
    """Change what is said of a household."""
    row, form = find.get_household(household_id), HouseholdForm()
    if not form.is_submitted():
        form.fill(row)
        return _form_page(form, household=row)
    if not form.validate() or not form.name.data:
        return _form_page(form, household=row, problem=form.first_error or _("Give the household a name.")), 422
    service.update_household(current_actor(), now(), row.id, form.fields())
    flash(_("Saved."), "good")
    return redirect(url_for("contacts.household", household_id=row.id))


@bp.post("/households/<int:household_id>/members")
@allow(*STAFF)
@writes
def add_member(household_id: int) -> Response:
    """Let somebody live there, or say what she is in the household."""
    row, form = find.get_household(household_id), MemberForm()
    form.offer()
    role = form.chosen if form.role.data in {"", *(role.value for role in HouseholdRole)} else None
    service.add_member(current_actor(), now(), row.id, form.person, role)
    return redirect(url_for("contacts.household", household_id=row.id))


@bp.post("/households/<int:household_id>/members/<int:contact_id>/remove")
@allow(*STAFF)
@writes
def remove_member(household_id: int, contact_id: int) -> Response:
    """Say that somebody does not live there any more."""
    service.remove_member(current_actor(), now(), household_id, contact_id)
    return redirect(url_for("contacts.household", household_id=household_id))


@bp.post("/households/<int:household_id>/remove")
@allow(*STAFF)
@writes
def remove_household(household_id: int) -> Response:
    """Take the household away; its people stay."""
    service.remove_household(current_actor(), now(), household_id)
    flash(_("The household is gone; its people are as they were."), "good")
    return redirect(url_for("contacts.households"))


def _form_page(form: HouseholdForm, **context: object) -> str:
    return render_template("contacts/household_form.html", **({"people": (), "household": None} | context), form=form)


def _shared(phones: dict[int, list[str]]) -> dict[str, list[int]]:
    """The numbers that several of some people have, and who."""
    by_phone: dict[str, list[int]] = {}
    for contact_id, numbers in phones.items():
        for number in numbers:
            by_phone.setdefault(number, []).append(contact_id)
    return {number: ids for number, ids in by_phone.items() if len(ids) > 1}
