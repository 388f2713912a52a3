"""What texting shows on pages of lower rooms: texting the people ticked or listed, and texts that wait for a second person."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from crm.commitments.testimony import has_testified
from crm.core.access import current_actor, may
from crm.core.actor import TEXTING
from crm.core.slots import fill
from crm.sms.queries.blasts import count_to_review


def bulk_bar(page: Any) -> str:
    """A button for those ticked, and one for everybody with the tag or on the list that is shown."""
    if not may(*TEXTING):
        return ""
    shown = {kind: request.args.get(kind, type=int) for kind in ("tag", "list")}
    return render_template("sms/_people_bulk.html", shown={kind: one for kind, one in shown.items() if one})


def action_button(action: Any) -> str:
    """Text the people of an action."""
    return render_template("sms/_action_button.html", action=action) if may(*TEXTING) else ""


def today_card(user: Any) -> str:
    """Texts to many that wait for this person's yes; nothing when there are none."""
    waiting = count_to_review(current_actor().user_id) if may(*TEXTING) else 0
    return render_template("sms/_review_card.html", waiting=waiting) if waiting else ""


def thanks_offer(campaign: Any) -> str:
    """After a vote: thanks for those who testified, for whoever may text many."""
    people = len(has_testified(campaign.id)) if may(*TEXTING) else 0
    return render_template("sms/_thanks.html", campaign=campaign, people=people) if people else ""


def install() -> None:
    """Fill the slots of the list of people, of an action, and of Today."""
    fill("people_bulk", "sms", bulk_bar)
    fill("after_vote", "sms", thanks_offer)
    fill("action_buttons", "sms", action_button)
    fill("today_cards", "sms_review", today_card)
