"""Inviting another organization: by a link that works once, or by its name on this server."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from crm.accounts.queries import find_organization, get_organization
from crm.coalitions.models import CoalitionInvite
from crm.coalitions.queries import Offer, Together, get_coalition, list_invites
from crm.coalitions.service.noting import note
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotAllowed, Refused
from crm.core.scope import everywhere, get_owned
from crm.core.text import clean_line

OPEN_FOR = timedelta(days=14)
"""How long an invitation can be taken up."""


def hash_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite_by_link(actor: Actor, now: datetime, coalition_id: int, label: str) -> tuple[CoalitionInvite, str]:
    """Invite whoever gets the link; gives its secret, which is not kept. Refused without saying for whom it is."""
    group = _hosted(coalition_id)
    words = clean_line(label, 120)
    if not words:
        raise Refused(N_("Say for which organization the link is, so that you know it again."))
    token = secrets.token_urlsafe(24)
    row = _invite(actor, now, group, CoalitionInvite(label=words, token_hash=hash_of(token)))
    return row, token


def invite_by_slug(actor: Actor, now: datetime, coalition_id: int, slug: str) -> CoalitionInvite:
    """Invite an organization of this server; Refused for one that there is not, Conflict for one that is in or invited."""
    group = _hosted(coalition_id)
    found = find_organization(clean_line(slug, 64).lower())
    if found is None:
        raise Refused(N_("No organization of this server goes by “%(slug)s”. Send a link instead."), slug=slug)
    if any(one.organization_id == found.id for one in group.partners):
        raise Conflict(N_("%(name)s is in the coalition already."), name=found.name)
    if any(one.invited_id == found.id and one.expires_at > now for one in list_invites(group.key)):
        raise Conflict(N_("%(name)s is invited already."), name=found.name)
    refuse_mixing(actor.organization_id, found.id)
    return _invite(actor, now, group, CoalitionInvite(label=found.name, invited_id=found.id))


def refuse_mixing(first_id: int, second_id: int) -> None:
    """Refused where one organization only practises: invented numbers must not stand among true ones."""
    if get_organization(first_id).is_practice != get_organization(second_id).is_practice:
        raise Refused(N_("An organization that only practises cannot share a board with one that works."))


def _hosted(coalition_id: int) -> Together:
    """The coalition, if we invite others into it; NotAllowed otherwise."""
    group = get_coalition(coalition_id)
    if not group.is_hosted_by_us:
        raise NotAllowed(N_("Only the organization that hosts the coalition can do that."))
    return group


def _invite(actor: Actor, now: datetime, group: Together, row: CoalitionInvite) -> CoalitionInvite:
    row.coalition_key, row.expires_at, row.created_by_id = group.key, now + OPEN_FOR, actor.user_id
    db.session.add(row)
    note(actor, "invited", group.id, now, organization=row.label)
    return row


def withdraw_invite(actor: Actor, now: datetime, invite_id: int) -> CoalitionInvite:
    """End an invitation of ours; ending it twice changes nothing."""
    row = get_owned(CoalitionInvite, invite_id)
    if row.ended_at is None:
        row.ended_at = now
        note(actor, "withdrew_invite", None, now, organization=row.label)
    return row


def end_invite(now: datetime, offer: Offer, accepted_by_id: int | None) -> None:
    """Note on the host's invitation that it was taken up by an organization, or (None) declined; only once.

    Conflict when somebody was faster.
    """
    with everywhere("a coalition: an invitation is taken up or declined once, by the organization it is for"):
        row = db.session.get(CoalitionInvite, offer.invite_id, with_for_update=True, populate_existing=True)
        if row is None or row.ended_at is not None:
            raise Conflict(N_("This invitation was taken up meanwhile."))
        row.ended_at, row.accepted_by_id = now, accepted_by_id
        db.session.flush()


def decline(actor: Actor, now: datetime, offer: Offer) -> None:
    """Say no to an invitation; who invited us sees that it is over."""
    end_invite(now, offer, None)
    note(actor, "declined", None, now, coalition=offer.coalition_name)
