"""After a vote: a sequence that thanks those who testified, offered with their list chosen."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from crm.actions.queries import get_action
from crm.campaigns.queries import get_campaign
from crm.commitments.testimony import has_testified, last_hearing
from crm.contacts.service.lists import add_to_list, create_list, free_name
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import N_, Refused
from crm.core.spoken import gettext as _
from crm.sms.ready_made import THANKS
from crm.sms.routes.blueprint import bp
from crm.sms.service.sequences import use_ready_made


@bp.post("/campaigns/<int:campaign_id>/thank")
@allow(*TEXTING)
@writes
def thank_testifiers(campaign_id: int) -> Response:
    """Make their list and the sequence; nothing is sent before somebody puts them in and starts it."""
    campaign, people, action_id = get_campaign(campaign_id), has_testified(campaign_id), last_hearing(campaign_id)
    if not people or action_id is None:
        raise Refused(N_("Nobody is marked as having testified yet."))
    actor, action = current_actor(), get_action(action_id)
    made = create_list(actor, now(), free_name(_("Testified: %(campaign)s", campaign=campaign.short_name)))
    add_to_list(actor, now(), made.id, people)
    name = _("Thanks for testifying · %(action)s", action=action.short_title or action.title)
    sequence = use_ready_made(actor, now(), THANKS, name[:120], action.id)
    return redirect(url_for("sms.choose_people", sequence_id=sequence.id, list=made.id), 303)
