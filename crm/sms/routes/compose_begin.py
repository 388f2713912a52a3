"""How the composer begins: for the people of an address, with an earlier text, for people ticked, or as it was left."""

from __future__ import annotations

import uuid
from datetime import time

from flask import request
from werkzeug.datastructures import MultiDict

from crm.core.access import current_actor
from crm.sms.forms import ComposeForm, touches
from crm.sms.models import Blast, BlastMode
from crm.sms.queries.audience import AudienceKind, Said
from crm.sms.queries.blasts import find_blast
from crm.sms.queries.drafts import get_draft
from crm.sms.routes.compose_page import ComposePage, page_of


def begin() -> ComposePage:
    """The page as it begins: for the people of the address (?tag=3), with what an earlier blast said (?from=7), or as a
    draft was left (?draft=2).
    """
    draft_id = request.args.get("draft", type=int)
    if draft_id is not None:
        return _taken_up(draft_id)
    form = _new_form()
    said = [word for one in request.args.getlist("said") for word in one.split(",")]
    for kind in ("segment", "list", "tag", "action"):
        if request.args.get(kind, type=int):
            form.kind.data, form[kind].data = kind, request.args.get(kind, type=int)
    form.about.data = request.args.get("about", form.action.data or 0, type=int)
    earlier = find_blast(request.args.get("from", type=int))
    if earlier is not None:
        said = _as_before(form, earlier)
    if form.kind.data == AudienceKind.ACTION and not said:
        said = [Said.YES.value, Said.MAYBE.value]
    return page_of(form, said, {}, MultiDict())


def picked(people: list[int]) -> ComposePage:
    """The page for people ticked on a list."""
    form = _new_form(kind=AudienceKind.PEOPLE.value)
    form.people.data = ",".join(map(str, people))
    return page_of(form, [], {}, MultiDict())


def _taken_up(draft_id: int) -> ComposePage:
    """The page as one left it; what one wrote on it goes on being the same draft."""
    draft = get_draft(current_actor().user_id, draft_id)
    sent = MultiDict[str, str](draft.form)
    sent["submit_key"] = draft.submit_key
    form = ComposeForm(formdata=sent, meta={"csrf": False})
    form.validate()
    at = form.touch_at.data if isinstance(form.touch_at.data, time) else None
    page = page_of(form, sent.getlist("said"), touches(sent.getlist("touch"), at), sent)
    page.draft = draft
    return page


def _new_form(**values: str) -> ComposeForm:
    return ComposeForm(formdata=None, submit_key=str(uuid.uuid4()), keeps_caps=True, **values)


def _as_before(form: ComposeForm, earlier: Blast) -> list[str]:
    """Fill the form with what an earlier blast said and whom it was for; how its people stood to its action."""
    kept = earlier.audience
    form.en.data, form.es.data = earlier.bodies.get("en", ""), earlier.bodies.get("es", "")
    form.about.data, form.picture.data = earlier.action_id or 0, earlier.picture_id or 0
    form.template.data, form.kind.data = earlier.template_id or 0, kept.get("kind", "")
    form.people.data = ",".join(map(str, kept.get("people", ())))
    form.mode.data = BlastMode(earlier.mode).value
    if form.kind.data in ("segment", "list", "tag", "action"):
        form[form.kind.data].data = kept.get("id")
    return list(kept.get("said", ()))
