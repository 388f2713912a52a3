"""Making organizations and users, letting users in, and letting them go."""

from crm.accounts.service.entering import (
    choose_language,
    create_organization,
    create_user,
    set_clock,
    set_export_approval_size,
    sign_in,
)
from crm.accounts.service.handing_over import hand_over
from crm.accounts.service.leading import choose_lead
from crm.accounts.service.leaving import change_role, restore_user, suspend_user
from crm.accounts.service.rules import TEXTING_RULES, set_texting_rules
from crm.accounts.service.turns import take_turn

__all__ = [
    "TEXTING_RULES",
    "change_role",
    "choose_language",
    "choose_lead",
    "create_organization",
    "create_user",
    "hand_over",
    "restore_user",
    "set_clock",
    "set_export_approval_size",
    "set_texting_rules",
    "sign_in",
    "suspend_user",
    "take_turn",
]
