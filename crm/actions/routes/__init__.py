"""The pages of actions: the list, one action, its form, its shifts, and hosting it together."""

from crm.actions.routes import editing, pages, together
from crm.actions.routes.blueprint import bp

__all__ = ["bp", "editing", "pages", "together"]
