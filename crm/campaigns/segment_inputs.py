"""What filters of segments let one choose of campaigns."""

from __future__ import annotations

from crm.campaigns.queries import find_campaign, list_campaigns
from crm.contacts.segments.inputs import Rows


def _find(campaign_id: int) -> str | None:
    campaign = find_campaign(campaign_id)
    return campaign.name if campaign else None


CAMPAIGNS = Rows(lambda: [(campaign.id, campaign.name) for campaign in list_campaigns()], _find)
