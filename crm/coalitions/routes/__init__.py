"""The screens of coalitions: who is in, invitations, goals, and leaving; the board itself is the boards' own."""

from crm.coalitions.routes import coalitions, invitations, sharing
from crm.coalitions.routes.blueprint import bp

__all__ = ["bp", "coalitions", "invitations", "sharing"]
