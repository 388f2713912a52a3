"""What the walk over two organizations knows of each: the ids that addresses and forms name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm.core.phones import format_national

DOUBT = "not interested"
"""Words that wait for a person to say whether they were a stop."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What an organization has, as addresses and forms name it; `sent_*` are what forms type in and may show again."""

    organization_id: int
    ids: dict[str, list[Any]]
    sent_phone: str = ""
    sent_email: str = ""

    @property
    def typed(self) -> set[str]:
        """What forms type in, as it is shown again; and the words that both organizations were sent."""
        return {self.sent_phone, format_national(self.sent_phone), self.sent_email, DOUBT}

    def one(self, name: str) -> Any:
        """The first value of an address's argument."""
        return self.ids[name][0]
