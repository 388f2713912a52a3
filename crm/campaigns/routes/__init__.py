"""The pages of campaigns, one file a subject."""

from crm.campaigns.routes import calendars, campaigns, comparing, deciders, facts, histories, knowing, ledger, strategy
from crm.campaigns.routes.blueprint import bp

__all__ = [
    "bp",
    "calendars",
    "campaigns",
    "comparing",
    "deciders",
    "facts",
    "histories",
    "knowing",
    "ledger",
    "strategy",
]
