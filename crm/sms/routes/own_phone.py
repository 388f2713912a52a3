"""One's own number: a text goes there before it goes to many, once a code that was texted to it is typed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import DomainError, Refused
from crm.core.i18n import local, sentence
from crm.sms.forms import OwnPhoneForm
from crm.sms.models import Message
from crm.sms.queries.audience import Audience, AudienceKind
from crm.sms.queries.own_phones import find_own_phone
from crm.sms.queries.pictures import media_of
from crm.sms.queries.plans import problems_of, values_of
from crm.sms.queries.texts import Texts
from crm.sms.routes.blueprint import bp
from crm.sms.routes.compose_page import STEPS, ComposePage, plan_of
from crm.sms.routes.follow_up_page import in_words
from crm.sms.service import own_phones as service


@bp.route("/texting/my-number", methods=["GET", "POST"])
@allow(*TEXTING)
@writes
def my_number() -> Response | str | tuple[str, int]:
    """Type a number, have a code texted to it, type the code; or let go of it."""
    if request.method == "GET":
        return _page(OwnPhoneForm(formdata=None), "")
    form = OwnPhoneForm()
    if not form.validate():
        return _page(form, form.first_error), 422
    try:
        _do(request.form.get("do", ""), form)
    except DomainError as error:
        return _page(form, sentence(error)), 422
    return redirect(url_for("sms.my_number"), 303)


def send_to_me(page: ComposePage) -> None:
    """Send what the page says to one's own number, in the language of the preview; what stands in the way is said there."""
    try:
        message = _queue(page)
    except Refused as error:
        page.mine_problem = in_words(error)
        return
    page.mine_phone = message.phone
    at = message.send_after
    if at is not None and at > now():
        page.mine = _("It comes at %(time)s, when your number may be texted.", time=local(at))
    else:
        page.mine = _("On its way to your phone. It counts in no blast.")


def _queue(page: ComposePage) -> Message:
    actor = current_actor()
    plan = page.plan or plan_of(page, Audience(AudienceKind.PEOPLE))
    values = page.values or values_of(plan, actor.name, now())
    written = [code for code in STEPS if plan.bodies.get(code, "").strip()]
    language = page.shown.language if page.shown else next(iter(written), STEPS[0])
    for problem in problems_of(plan, values)[language]:
        raise problem
    text, _size = Texts(plan.bodies, values).of(language, actor.name.split(" ")[0])
    return service.send_to_oneself(actor, now(), text, language, media_of(plan.picture_id))


def _do(what: str, form: OwnPhoneForm) -> None:
    if what == "confirm":
        service.confirm_code(current_actor(), now(), form.code.data or "")
        flash(_("That is your number now. “Send one to me” goes there."), "good")
    elif what == "forget":
        service.forget_own_phone(current_actor(), now())
        flash(_("Your number is not kept any more."), "good")
    else:
        service.ask_code(current_actor(), now(), form.phone.data or "")
        flash(_("A code is on its way to your phone."), "good")


def _page(form: OwnPhoneForm, problem: str) -> str:
    own = find_own_phone(current_actor().user_id)
    return render_template("sms/my_number.html", form=form, own=own, problem_words=problem, words=service.WORDS)
