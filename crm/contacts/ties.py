"""Who of our people is close to whom: each room that knows of ties between two people brings them here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from crm.core.registry import Registry

MET, KNOWS, CLOSE = 1, 2, 3
"""How strong a tie is: met once; would take the call; family, friends or years of work together."""


@dataclass(frozen=True, slots=True)
class Tie:
    """That somebody is close to one of those who were asked about.

    `words` is an English sentence with %(name)s for the one asked about ("lives with %(name)s"), translated when shown.
    """

    contact_id: int
    to_contact_id: int
    words: str
    strength: int


TieSource = Callable[[Collection[int]], list[Tie]]
tie_sources: Registry[TieSource] = Registry("tie source")
"""What each room knows: given some people, everybody close to one of them, in a bounded number of reads."""


def ties_to(contact_ids: Collection[int]) -> list[Tie]:
    """Everybody who is close to one of these people, from every room."""
    return [tie for source in tie_sources.values() for tie in source(contact_ids)] if contact_ids else []
