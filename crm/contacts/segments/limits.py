"""The step that keeps some of the people found: the first so many in an order that stays the same."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ColumnElement, cast

from crm.contacts.models import Contact
from crm.contacts.segments.filters import Config
from crm.contacts.segments.inputs import Fixed, Number, Pick
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext

NAME = "at_most"
PRIME, FACTOR = 2_147_483_647, 48_271
ORDERS = Fixed(
    (
        ("random", _l("by lot")),
        ("silent", _l("those nobody has talked with for the longest time")),
        ("talked", _l("those somebody talked with last")),
        ("newest", _l("the newest in our books")),
        ("oldest", _l("the longest in our books")),
    )
)
INPUTS = (
    Number("count", _l("How many"), 1, 1_000_000, 50),
    Pick("order", _l("Which"), ORDERS, "random"),
    Number("seed", _l("Lot number (another number draws others)"), 1, 999_999, 1),
)


def check(values: dict[str, Any]) -> Config:
    """The values of a limit; Refused, with a sentence, when one of them cannot be used."""
    config = Config({one.name: values.get(one.name, one.blank()) for one in INPUTS}, INPUTS)
    for one in INPUTS:
        one.check(config.values[one.name])
    return config


def ordering(config: Config) -> tuple[Any, ...]:
    """The order in which people are kept; ties go by id, so that it is the same each time."""
    column = Contact.last_contact_at
    orders: dict[str, tuple[Any, ...]] = {
        "random": (_lot(config.number("seed")), Contact.id),
        "silent": (column.is_not(None), column, Contact.id),
        "talked": (column.is_(None), column.desc(), Contact.id),
        "newest": (Contact.id.desc(),),
        "oldest": (Contact.id,),
    }
    return orders[config.text("order")]


def words(config: Config) -> str:
    """How many are kept and which, in words that follow "of these only"."""
    count = config.number("count")
    return _(
        "%(count)s, %(which)s", count=ngettext("%(num)s person", "%(num)s people", count), which=config.said("order")
    )


def _lot(seed: int) -> ColumnElement[int]:
    """A number that looks random, the same on both databases: the square of the shuffled id modulo a prime."""
    shuffled = (cast(Contact.id, BigInteger) * FACTOR + seed * 7_919) % PRIME
    return (shuffled * shuffled) % PRIME
