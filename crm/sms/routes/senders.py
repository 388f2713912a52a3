"""Senders: from where the organization texts, how fast, whether it works, and the texts that wait for a person."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.contacts.queries import names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING, Role
from crm.core.errors import N_, Refused
from crm.core.i18n import sentence
from crm.sms.jobs.checking import check_sender
from crm.sms.models import SenderAccount, SenderKind
from crm.sms.queries import senders as queries
from crm.sms.queries.paces import find_day, next_carrier_day, pace_of
from crm.sms.queries.undecided import list_undecided
from crm.sms.routes.blueprint import bp
from crm.sms.sender_forms import NUMBER_KINDS, PaceForm, SenderForm
from crm.sms.service import sender_settings as service
from crm.sms.service import undecided
from crm.sms.service.alerts import see_alert

DECISIONS = {"resend": undecided.resend, "give_up": undecided.give_up}


@bp.get("/senders")
@allow(Role.ADMIN)
def senders() -> str:
    """The organization's senders with what an admin should know of each."""
    accounts = queries.list_accounts()
    return render_template(
        "sms/senders.html",
        accounts=accounts,
        numbers=queries.numbers_of([one.id for one in accounts]),
        paces={one.id: pace_of(one, now()) for one in accounts},
        days={one.id: find_day(one.id, now()) for one in accounts},
        next_day=next_carrier_day(now()),
        now=now(),
        alerts=queries.list_alerts(),
        kinds=NUMBER_KINDS,
    )


@bp.route("/senders/new", methods=["GET", "POST"])
@allow(Role.ADMIN)
@writes
def new_sender() -> Response | str | tuple[str, int]:
    """Add an account; a practice organization has none to add."""
    try:
        service.refuse_practice(current_actor())
    except Refused as error:
        flash(sentence(error), "bad")
        return redirect(url_for("sms.senders"))
    form = SenderForm.of(None)
    if request.method == "GET":
        return _form_page(form, None)
    return _save(form, None)


@bp.route("/senders/<int:account_id>/edit", methods=["GET", "POST"])
@allow(Role.ADMIN)
@writes
def edit_sender(account_id: int) -> Response | str | tuple[str, int]:
    """Change an account; of a simulated one only the pace."""
    account = queries.get_account(account_id)
    numbers = queries.numbers_of([account_id])[account_id]
    is_simulated = account.kind is SenderKind.SIMULATED
    form = PaceForm.of_pace(account) if is_simulated else SenderForm.of(account, numbers)
    if request.method == "GET":
        return _form_page(form, account)
    return _save(form, account)


def _save(form: PaceForm, account: SenderAccount | None) -> Response | tuple[str, int]:
    if not form.validate():
        return _form_page(form, account), 422
    try:
        if not isinstance(form, SenderForm):
            service.set_pace(current_actor(), now(), account.id if account else 0, form.pace())
        elif account is None:
            service.add_sender(current_actor(), now(), form.settings())
        else:
            service.change_sender(current_actor(), now(), account.id, form.settings())
    except Refused as error:
        return _form_page(form, account, sentence(error)), 422
    flash(_("Saved. Check now whether it works."), "good")
    return redirect(url_for("sms.senders"))


def _form_page(form: PaceForm, account: SenderAccount | None, problem: str = "") -> str:
    return render_template("sms/sender.html", form=form, account=account, problem=problem)


@bp.post("/senders/<int:account_id>/check")
@allow(Role.ADMIN)
def check(account_id: int) -> Response:
    """Ask the provider whether the account works."""
    account = check_sender(queries.get_account(account_id).id, now())
    if account.check_problem:
        flash(_(account.check_problem), "bad")
    else:
        flash(_("It works: the provider knows the account and its numbers."), "good")
    return redirect(url_for("sms.senders"))


@bp.post("/senders/<int:account_id>/halt")
@allow(Role.ADMIN)
@writes
def halt(account_id: int) -> Response:
    """Stop all sending through an account, or go on (`halt` is "no")."""
    if request.form.get("halt") == "no":
        service.resume_sender(current_actor(), now(), account_id)
        flash(_("Texts leave again."), "good")
    else:
        service.halt_sender(current_actor(), now(), account_id)
        flash(_("Nothing leaves through this sender any more. What waits is kept."), "good")
    return redirect(url_for("sms.senders"))


@bp.post("/senders/alerts/<int:alert_id>/seen")
@allow(Role.ADMIN)
@writes
def seen(alert_id: int) -> Response:
    """She has seen an alert."""
    see_alert(alert_id)
    return redirect(url_for("sms.senders"))


@bp.get("/texting/undecided")
@allow(*TEXTING)
def undecided_texts() -> str:
    """Texts that wait for a person, with why."""
    page = list_undecided(request.args.get("after", 0, type=int))
    return render_template("sms/undecided.html", page=page, names=names_of(row.contact_id for row in page.rows))


@bp.post("/texting/undecided/<int:message_id>")
@allow(*TEXTING)
@writes
def decide_text(message_id: int) -> Response:
    """Send a text that waits once more, or give it up."""
    decide = DECISIONS.get(request.form.get("decision", ""))
    if decide is None:
        raise Refused(N_("Choose whether to send it again or to give it up."))
    decide(current_actor(), now(), message_id)
    flash(_("Decided."), "good")
    return redirect(url_for("sms.undecided_texts"))
