"""The verbs of coalitions: begin one, invite, come in, bring a campaign, set goals, leave."""

from crm.coalitions.service.inviting import decline, invite_by_link, invite_by_slug, withdraw_invite
from crm.coalitions.service.joining import accept, begin_coalition, bring_campaign, leave, set_goal

__all__ = [
    "accept",
    "begin_coalition",
    "bring_campaign",
    "decline",
    "invite_by_link",
    "invite_by_slug",
    "leave",
    "set_goal",
    "withdraw_invite",
]
