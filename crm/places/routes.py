"""The screen of places: the organization's own wards and districts, and places found by a few letters."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF, TEXTING
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.core.text import clean_line
from crm.places import queries, service
from crm.places.forms import DivisionsForm
from crm.places.offers import list_jurisdictions

bp = Blueprint("places", __name__)
KEEPERS = TEXTING


@bp.get("/places")
@allow(*STAFF)
def index() -> str:
    """The places the organization fights over, and its own divisions, each with how many people live there."""
    return _page(DivisionsForm())


@bp.post("/places")
@allow(*KEEPERS)
@writes
def add() -> Response | tuple[str, int]:
    """Add divisions that lie in a known place."""
    form, problem = DivisionsForm(), ""
    try:
        if form.validate():
            count = service.add_divisions(current_actor(), now(), form.parent.data or "", form.to_names())
            flash(ngettext("%(num)s place added.", "%(num)s places added.", count), "good")
            return redirect(url_for("places.index"))
    except Refused as error:
        problem = sentence(error)
    return _page(form, problem), 422


@bp.post("/places/remove")
@allow(*KEEPERS)
@writes
def remove() -> Response | tuple[str, int]:
    """Take one of the organization's own divisions away (`ocd_id`)."""
    try:
        service.remove_division(current_actor(), now(), clean_line(request.form.get("ocd_id")))
    except Refused as error:
        return _page(DivisionsForm(formdata=None), sentence(error)), 422
    return redirect(url_for("places.index"))


@bp.get("/places/find")
@allow(*STAFF)
def find() -> str:
    """Places for what is typed in a field of whatever name, as options of its list."""
    text = clean_line(next(iter(request.args.values()), ""), 100)
    return render_template("places/_options.html", found=queries.find_divisions(text, 10) if text else [])


def _page(form: DivisionsForm, problem: str = "") -> str:
    fights = list_jurisdictions()
    counts = queries.counts_by_division()
    return render_template(
        "places/index.html",
        form=form,
        problem=problem,
        fights=[(place, queries.count_in(place)) for place in fights[:30]],
        groups=queries.group_own(fights),
        counts=counts,
    )
