"""How the ways to somebody who decides are said, and what to say to the people who can walk them."""

from __future__ import annotations

from crm.campaigns.models import Campaign, Decision
from crm.campaigns.queries.paths import Link, Way
from crm.campaigns.queries.whip import Seat
from crm.campaigns.words import lean_words
from crm.core.i18n import bilingual, local_day
from crm.core.spoken import gettext as _

FIRST = 4
"""How many of the ways are asked at once unless somebody chooses otherwise."""


def link_words(link: Link) -> str:
    """ "knows her", "knows Kim Ejemplo, chief of staff", "knows the staff"."""
    if not link.is_staff:
        return _("knows her")
    if link.staff is None:
        return _("knows the staff")
    return _("knows %(staff)s", staff=", ".join(part for part in (link.staff.name, link.staff.role) if part))


def way_in_words(way: Way) -> str:
    """ "knows her", or "lives with Darnell Hayes, who knows Kim Ejemplo, chief of staff"."""
    if way.tie is None:
        return link_words(way.link)
    tie = _(way.tie.words, name=way.link.name)
    return _("%(tie)s, who %(knows)s", tie=tie, knows=link_words(way.link))


def strength_words(strength: int) -> str:
    """How sure a way is."""
    return {1: _("met once"), 2: _("would take the call"), 3: _("close")}[strength]


def script_for(seat: Seat, campaign: Campaign, decision: Decision | None) -> list[str]:
    """What to say to somebody who can reach her, sentence by sentence."""
    maker, target = seat.maker, seat.target
    body = bilingual(campaign.decision_body, campaign.decision_body_es) or campaign.place_name
    lines = [_("You know somebody who can move %(name)s.", name=maker.name)]
    if decision is not None and decision.held_on is not None:
        day = local_day(decision.held_on, "EEEE d MMM")
        lines.append(_("On %(day)s %(body)s votes on: %(subject)s.", day=day, body=body, subject=decision.subject))
    if target.has_vote:
        lines.append(_("So far we have: %(lean)s.", lean=lean_words(seat.lean)))
    if target.wants:
        lines.append(_("What she wants to hear: %(wants)s.", wants=target.wants.rstrip(".")))
    if target.heeds:
        lines.append(_("She listens to: %(heeds)s.", heeds=target.heeds.rstrip(".")))
    lines.append(_("Would you talk with her, or with the one you know, this week, and tell me what was said?"))
    return lines
