"""The pages of campaigns, one file a subject."""

from crm.campaigns.routes import campaigns, deciders, facts, histories, ledger
from crm.campaigns.routes.blueprint import bp

__all__ = ["bp", "campaigns", "deciders", "facts", "histories", "ledger"]
