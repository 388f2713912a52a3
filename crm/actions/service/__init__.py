"""The verbs of actions."""

from crm.actions.service.closing import close_action, reopen_action
from crm.actions.service.create import NewAction, create_action, know_webinar

__all__ = ["NewAction", "close_action", "create_action", "know_webinar", "reopen_action"]
