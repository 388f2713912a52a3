"""One-on-ones going out: each story only to those who may open it, and how many stay sealed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from crm.contacts.queries import names_of
from crm.core.database import db
from crm.core.errors import N_
from crm.imports.exporting.reading import Taker, rows_in_order
from crm.imports.exporting.subject import Record, Subject
from crm.one_on_ones.models import OneOnOne
from crm.one_on_ones.queries import may_open, read_stories

COLUMNS = (
    "id",
    "contact_id",
    "person",
    "organizer_user_id",
    "campaign_id",
    "kind",
    "channel",
    "met_at",
    "minutes",
    "second_adult",
    "issues",
    "logged_at",
    "has_story",
    "story",
)


def one_on_ones(taker: Taker) -> Iterator[Record]:
    """Every sit-down the taker may know of; `story` is in clear for its author and her lead, else "" (has_story says so)."""
    query = select(OneOnOne.id, OneOnOne).where(*taker.whose(OneOnOne.contact_id))
    for rows in rows_in_order(query, OneOnOne.id):
        talks = [row.OneOnOne for row in rows]
        names, stories = names_of(talk.contact_id for talk in talks), read_stories(taker.actor, talks)
        for talk in talks:
            record: Record = {column: getattr(talk, column, "") for column in COLUMNS}
            record["person"] = names.get(talk.contact_id, "")
            record["has_story"] = talk.sealed_story is not None
            record["story"] = stories.get(talk.id, "")
            yield record
        db.session.expunge_all()


def count_one_on_ones(taker: Taker) -> int:
    """How many sit-downs the taker would take out."""
    return db.session.scalars(select(func.count(OneOnOne.id)).where(*taker.whose(OneOnOne.contact_id))).one()


def count_sealed(taker: Taker) -> tuple[int, int]:
    """How many stories go out in clear to this taker, and how many stay sealed."""
    query = select(func.count(OneOnOne.id)).where(OneOnOne.sealed_story.is_not(None), *taker.whose(OneOnOne.contact_id))
    total = db.session.scalars(query).one()
    opened = db.session.scalars(query.where(may_open(taker.actor))).one()
    return opened, total - opened


ONE_ON_ONES = Subject(
    "one_on_ones", N_("One-on-ones"), COLUMNS, one_on_ones, count_one_on_ones, (OneOnOne.__tablename__,)
)
