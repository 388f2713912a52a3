"""What a yes to a follow-up can mean: coming to one of the actions ahead."""

from __future__ import annotations

from datetime import datetime

from crm.actions.queries import Action, ActionStatus, get_action, list_actions, list_upcoming

MOST = 30


def list_asks(action_id: int, now: datetime) -> list[Action]:
    """The actions ahead that a follow-up of this one can ask for: those of its campaign first, the next one on top."""
    campaign_id = get_action(action_id).campaign_id
    own = list_actions(campaign_id=campaign_id, since=now, limit=MOST) if campaign_id is not None else []
    ahead = [*own, *(one for one in list_upcoming(now, MOST) if one.campaign_id != campaign_id or campaign_id is None)]
    return [
        one for one in ahead if one.id != action_id and one.starts_at > now and one.status is not ActionStatus.CANCELLED
    ]


def first_ask(action_id: int, asks: list[Action]) -> Action | None:
    """What to ask for to begin with: the campaign's next action that says what it asks of people, else its next one."""
    campaign_id = get_action(action_id).campaign_id
    own = [one for one in asks if campaign_id is not None and one.campaign_id == campaign_id]
    return next((one for one in own if one.ask or one.ask_es), next(iter(own), None))
