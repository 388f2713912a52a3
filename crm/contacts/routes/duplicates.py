"""Duplicates: deciding pair by pair, joining the certain ones at once, and taking a merge back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.contacts import queries
from crm.contacts.forms.duplicates import DecideForm
from crm.contacts.queries import deciding
from crm.contacts.queries.merges import read_group
from crm.contacts.routes.blueprint import bp
from crm.contacts.routes.comparing import compare, suggested
from crm.contacts.service import deciding as decisions
from crm.contacts.service.groups import begin_joining, is_under_way
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF, TEXTING
from crm.core.errors import N_, Refused

SHOWN = 50
"""How many certain pairs the preview names."""


@bp.get("/duplicates")
@allow(*STAFF)
def duplicates() -> str:
    """The likeliest pair to decide, beside those that come after it; ?after= goes on behind a pair left for later."""
    after = request.args.get("after", type=int)
    pairs = deciding.list_to_ask(after)
    comparison = compare(*suggested(pairs[0])) if pairs else None
    return render_template(
        "contacts/duplicates.html",
        waiting=deciding.count_waiting(),
        pairs=pairs,
        comparison=comparison,
        names=queries.cards_of(one for pair in pairs for one in (pair.contact_id, pair.other_id)),
        after=after,
        most_counted=deciding.MOST_COUNTED,
    )


@bp.post("/duplicates/<int:suggestion_id>")
@allow(*STAFF)
@writes
def decide_duplicate(suggestion_id: int) -> Response:
    """Say of a pair: the same, two people, or later; the next one opens at once."""
    form = DecideForm()
    if form.decision.data == "same":
        batch = decisions.say_same(current_actor(), now(), suggestion_id)
        return redirect(url_for("contacts.duplicates", after=form.place, joined=batch.id))
    if form.decision.data == "different":
        decisions.say_different(current_actor(), now(), suggestion_id)
        flash(_("They stay two people. This pair is not asked again."), "good")
    elif form.decision.data == "later":
        return redirect(url_for("contacts.duplicates", after=suggestion_id))
    else:
        raise Refused(N_("Say whether they are the same person, two people, or leave it for later."))
    return redirect(url_for("contacts.duplicates", after=form.place))


@bp.get("/duplicates/certain")
@allow(*TEXTING)
def certain_duplicates() -> str:
    """What joining the certain pairs would do, before it is done."""
    pairs = deciding.list_certain(SHOWN)
    return render_template(
        "contacts/duplicates_certain.html",
        pairs=pairs,
        total=deciding.count_waiting().certain,
        cards=queries.cards_of(one for pair in pairs for one in (pair.contact_id, pair.other_id)),
    )


@bp.post("/duplicates/certain")
@allow(*TEXTING)
@writes
def join_certain() -> Response:
    """Join the certain pairs."""
    batch = begin_joining(current_actor(), now())
    return redirect(url_for("contacts.merged", merge_id=batch.id))


@bp.get("/merges/<int:merge_id>")
@allow(*STAFF)
def merged(merge_id: int) -> str:
    """What was joined in one go: all of it, or each pair, can be undone."""
    group = read_group(merge_id, now())
    cards = queries.cards_of(one.winner_id for one in group.records)
    under_way = is_under_way(group.batch)
    return render_template("contacts/merged.html", group=group, batch=group.batch, cards=cards, is_under_way=under_way)


@bp.post("/merges/<int:merge_id>/undo")
@allow(*STAFF)
@writes
def undo_merge(merge_id: int) -> Response:
    """Make two records of one again."""
    counts = decisions.take_back(current_actor(), now(), merge_id)
    pairs = counts["pairs"]
    if not pairs:
        return redirect(url_for("contacts.merged", merge_id=merge_id))
    flash(ngettext("%(num)s pair is two records again.", "%(num)s pairs are two records each again.", pairs), "good")
    if counts.get("kept"):
        flash(
            ngettext(
                "%(num)s thing stays: it changed since.", "%(num)s things stay: they changed since.", counts["kept"]
            )
        )
    return redirect(url_for("contacts.duplicates"))
