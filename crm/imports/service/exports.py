"""Files out as they are asked for, approved, taken and noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import unit_of_its_own
from crm.imports.exporting.reading import taker_of
from crm.imports.exporting.wishes import Wish, check, count_of, pieces

__all__ = ["Wish", "pieces_for_program"]


def pieces_for_program(
    actor: Actor, now: datetime, wish: Wish, zone: tzinfo, say: Callable[[str], str] = str
) -> Iterator[bytes]:
    """The file for the program itself (a command), which needs nobody's approval; that it went out is noted first."""
    taker = taker_of(actor)
    check(taker, wish)
    with unit_of_its_own():
        record(actor, "exported", "export", None, now, what=wish.what, format=wish.format, rows=count_of(taker, wish))
    return pieces(taker, wish, now, zone, say, get_organization(actor.organization_id).name)
