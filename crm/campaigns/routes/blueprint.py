"""The blueprint of campaigns, and the words that their pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from crm.campaigns.forms import LEVELS
from crm.campaigns.models import CampaignLevel

bp = Blueprint("campaigns", __name__, url_prefix="/campaigns")


def level_name(level: CampaignLevel) -> str:
    """Whose budget, in words."""
    return str(next(choice.label for choice in LEVELS if choice.value == level.value))


@bp.app_context_processor
def _words() -> dict[str, Any]:
    """Give templates level_name()."""
    return {"level_name": level_name}
