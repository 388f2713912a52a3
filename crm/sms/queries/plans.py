"""What somebody wants to send to many, before it is a blast: whom, what and when; and what fills its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from crm.accounts.queries import get_organization
from crm.actions.queries import find_action
from crm.core.errors import Refused
from crm.core.scope import current_organization_id
from crm.sms.merge_fields import problems
from crm.sms.models import BlastMode
from crm.sms.queries.audience import Audience
from crm.sms.queries.values import Values, shared_values, with_ask, with_typed


@dataclass(frozen=True, slots=True)
class BlastPlan:
    """A text to many as it is asked for; `send_at` None is now, `typed` fills the fields that nothing else fills.

    `touch` is when it goes relative to its action: {"days": 1, "at": "17:30"} or {"hours": 2}. By its `mode` the program
    sends it, or texters do.
    """

    audience: Audience
    bodies: Mapping[str, str]
    name: str = ""
    typed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    send_at: datetime | None = None
    touch: Mapping[str, int | str] | None = None
    action_id: int | None = None
    ask_action_id: int | None = None
    template_id: int | None = None
    picture_id: int | None = None
    keeps_caps: bool = True
    mode: BlastMode = BlastMode.BROADCAST

    def start(self, now: datetime) -> datetime:
        """When the first text may leave."""
        return max(self.send_at or now, now)


def values_of(plan: BlastPlan, sender_name: str, now: datetime) -> Values:
    """What fills the plan's fields, by language: the organization, its action, what a yes means, and what was typed."""
    shared = shared_values(plan.action_id, sender_name, plan.start(now))
    asked = find_action(plan.ask_action_id) if plan.ask_action_id != plan.action_id else None
    return with_typed(with_ask(shared, asked), plan.typed)


def problems_of(plan: BlastPlan, values: Values) -> dict[str, list[Refused]]:
    """What must be mended in the text of each language before it may be sent to somebody who reads it."""
    organization = get_organization(current_organization_id())
    names = (organization.short_name, organization.name)
    return {language: problems(plan.bodies.get(language, ""), values[language], language, names) for language in values}
