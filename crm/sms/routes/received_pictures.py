"""Files that came with texts, fetched when somebody asks for one and given on only when they are safe to open."""

from __future__ import annotations

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from crm.core.access import allow, current_actor
from crm.core.database import db
from crm.core.errors import N_, NotFound, Refused
from crm.core.i18n import sentence
from crm.sms.jobs.opening import fetch_file
from crm.sms.models import Direction
from crm.sms.pictures import Opened
from crm.sms.provider.port import ProviderSilent
from crm.sms.queries.conversations import get_conversation, get_message
from crm.sms.routes.blueprint import bp
from crm.sms.routes.inbox import INBOX

SANDBOX = "default-src 'none'; sandbox"


@bp.get("/texting/pictures/<int:message_id>/<int:file_number>")
@allow(*INBOX)
def received_picture(message_id: int, file_number: int) -> AnyResponse:
    """One file of a text, for who may read its conversation."""
    actor = current_actor()
    message = get_message(message_id)
    thread = get_conversation(actor, message.conversation_id)
    files = message.media if message.direction is Direction.IN else []
    if not 0 <= file_number < len(files):
        raise NotFound(N_("That file is not here."))
    thread_id, file = thread.id, files[file_number]
    db.session.close()  # no transaction stays open while the provider is asked
    try:
        return _given(fetch_file(actor.organization_id, str(file["url"]), str(file["type"])))
    except Refused as error:
        flash(sentence(error), "bad")
    except ProviderSilent:
        flash(_("Your provider does not give this file now. Try again in a minute."), "bad")
    return redirect(url_for("sms.conversation", conversation_id=thread_id, show="all"))


def _given(file: Opened) -> Response:
    response = Response(file.content, mimetype=file.content_type)
    how = "inline" if file.is_shown else "attachment"
    response.headers["Content-Disposition"] = f'{how}; filename="{file.name}"'
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
