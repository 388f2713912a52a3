"""The pages of campaigns, one file a subject."""

from crm.campaigns.routes import (
    after_vote,
    calendars,
    campaigns,
    comparing,
    deciders,
    facts,
    histories,
    knowing,
    ledger,
    reference,
    strategy,
)
from crm.campaigns.routes.blueprint import bp

__all__ = [
    "after_vote",
    "bp",
    "calendars",
    "campaigns",
    "comparing",
    "deciders",
    "facts",
    "histories",
    "knowing",
    "ledger",
    "reference",
    "strategy",
]
