"""The calendar of a campaign: the budget year of its government, and the secret link by which phones read it all."""

from __future__ import annotations

from datetime import date, datetime

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from crm.accounts.queries import get_organization
from crm.campaigns.after_words import watch_words
from crm.campaigns.calendar_feed import Entry, calendar_feed
from crm.campaigns.models import Demand
from crm.campaigns.queries import get_campaign, stages
from crm.campaigns.queries.after import watches_of
from crm.campaigns.queries.planning import budget_steps, find_calendar_link
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service import calendars
from crm.core.access import allow, current_actor, now, public, writes
from crm.core.actor import LEADS, STAFF
from crm.core.clock import local_date, shifted
from crm.core.i18n import bilingual, language, speaking, zone_name
from crm.core.scope import in_organization
from crm.core.spoken import gettext as _


def _back(campaign_id: int) -> Response:
    return redirect(url_for("campaigns.show_strategy", campaign_id=campaign_id, _anchor="calendar"))


@bp.post("/<int:campaign_id>/calendar")
@allow(*LEADS)
@writes
def adopt_calendar(campaign_id: int) -> Response:
    """Lay a government's budget year into the campaign."""
    today = local_date(now(), zone_name())
    calendars.adopt_calendar(current_actor(), now(), campaign_id, request.form.get("ocd_id", ""), today)
    flash(_("The budget year stands in the calendar."), "good")
    return _back(campaign_id)


@bp.post("/<int:campaign_id>/calendar/link")
@allow(*STAFF)
@writes
def make_calendar_link(campaign_id: int) -> Response:
    """Make the secret link and show it once."""
    token = calendars.make_calendar_link(current_actor(), now(), campaign_id, language())
    flash(
        _(
            "Add this address to your phone's calendar; it is shown only now: %(address)s",
            address=url_for("campaigns.calendar", calendar_token=token, _external=True),
        ),
        "good",
    )
    return _back(campaign_id)


@bp.post("/<int:campaign_id>/calendar/end")
@allow(*LEADS)
@writes
def end_calendar_links(campaign_id: int) -> Response:
    """End every link to the calendar."""
    calendars.end_calendar_links(current_actor(), now(), campaign_id)
    flash(_("The links are ended: they open nothing any more."), "good")
    return _back(campaign_id)


@bp.get("/calendar/<calendar_token>.ics")
@public
def calendar(calendar_token: str) -> Response:
    """The calendar of a campaign, for a phone that knows the secret; it holds days and no person."""
    link = find_calendar_link(calendars.hash_of(calendar_token))
    if link is None:
        abort(404)
    with in_organization(link.organization_id), speaking(link.language):
        organization = get_organization(link.organization_id)
        moment = shifted(organization.clock_offset_seconds)
        feed = _feed(link.campaign_id, moment, local_date(moment, organization.time_zone))
    return Response(feed, mimetype="text/calendar", headers={"Cache-Control": "private, max-age=3600"})


def _feed(campaign_id: int, moment: datetime, today: date) -> bytes:
    campaign = get_campaign(campaign_id)
    entries = []
    if campaign.decision_on:
        body = bilingual(campaign.decision_body, campaign.decision_body_es)
        title = _("Vote: %(campaign)s", campaign=campaign.short_name)
        entries.append(Entry(f"vote-{campaign.id}", campaign.decision_on, title, body))
    for stage in stages(campaign.id, today):
        if stage.due_on:
            done = _("Done") if stage.done_on else bilingual(stage.done_when, stage.done_when_es)
            name = f"{campaign.short_name}: {bilingual(stage.label, stage.label_es)}"
            entries.append(Entry(f"stage-{campaign.id}-{stage.key}", stage.due_on, name, done))
    for step in budget_steps(campaign.id):
        title = f"{bilingual(step.label, step.label_es)} ({step.when_text})"
        entries.append(Entry(f"step-{campaign.id}-{step.position}", step.due_on, title, step.actor))
    entries += [
        Entry(f"watch-{watch.id}", watch.due_on, f"{campaign.short_name}: {watch_words(watch)}", _title(demand))
        for watch, demand in watches_of(campaign.id)
    ]
    return calendar_feed(campaign.name, entries, moment)


def _title(demand: Demand) -> str:
    return bilingual(demand.title, demand.title_es)
