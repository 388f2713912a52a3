"""The screens of texting: writing to many and what came of it, the inbox, and the simulated phones of a practice organization."""

from crm.sms.routes import blasts, compose, follow_up, inbox, inbox_acts, phones, pictures, templates
from crm.sms.routes.blueprint import bp

__all__ = ["blasts", "bp", "compose", "follow_up", "inbox", "inbox_acts", "phones", "pictures", "templates"]
