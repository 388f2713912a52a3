"""One list of everything that happened with a person, newest first, a page at a time whatever the sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_

from crm.accounts.queries import names_of_users
from crm.actions.queries import actions_by_id
from crm.core.database import db
from crm.timeline.queries.feeds import (
    FEEDS,
    GROUPS,
    Feed,
    Source,
    Subject,
    first_assessment_before,
    list_assessments,
    numbers_of,
)

PAGE_SIZE = 25
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"(\d{1,17})-(\d{1,2})-(\d{1,18})")
_PEOPLE = (
    "organizer_user_id",
    "by_user_id",
    "asked_by_user_id",
    "sent_by_user_id",
    "assignee_user_id",
    "created_by_id",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: the row that tells it, and the row beside it (a commitment, a batch) if there is one."""

    source: Source
    rank: int
    at: datetime
    row: Any
    beside: Any = None

    @property
    def key(self) -> tuple[datetime, int, int]:
        """The order of the list, and where its next page begins."""
        return self.at, -self.rank, self.row.id

    @property
    def cursor(self) -> str:
        """The place after this entry, for an address."""
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.rank}-{self.row.id}"


@dataclass(frozen=True, slots=True)
class Story:
    """One page of a timeline with what its words need: names of users, actions, and the values before assessments."""

    entries: list[Entry]
    counts: dict[str, int]
    older: str
    users: dict[int, str] = field(default_factory=dict)
    actions: dict[int, Any] = field(default_factory=dict)
    values_before: dict[int, int | None] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many entries there are of all groups."""
        return sum(self.counts.values())


def read_story_line(subject: Subject, show: str = "", before: str = "") -> Story:
    """The 25 newest entries (of one group when `show` names it) older than a cursor; a cursor that is none is the start."""
    numbers, cursor = numbers_of(subject), _parse_cursor(before)
    # Most people are in few of the sources: those that hold nothing of her are not read.
    feeds = [feed for feed in FEEDS if feed.source in GROUPS.get(show, tuple(Source)) and numbers[feed.source]]
    entries = [entry for feed in feeds for entry in _read(feed, subject, cursor)]
    entries.sort(key=lambda entry: entry.key, reverse=True)
    page = entries[:PAGE_SIZE]
    has_assessments = any(entry.source is Source.ASSESSMENT for entry in page)
    return Story(
        entries=page,
        counts={group: sum(numbers[source] for source in sources) for group, sources in GROUPS.items()},
        older=page[-1].cursor if len(entries) > PAGE_SIZE else "",
        users=names_of_users(_user_ids(page)),
        actions=_actions(page),
        values_before=first_assessment_before(list_assessments(subject.contact_id)) if has_assessments else {},
    )


def _parse_cursor(text: str) -> tuple[datetime, int, int] | None:
    match = _CURSOR.fullmatch(text)
    if match is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(match[1])), int(match[2]), int(match[3])
    except OverflowError:
        return None


def _read(feed: Feed, subject: Subject, cursor: tuple[datetime, int, int] | None) -> list[Entry]:
    query = feed.rows(subject).order_by(feed.at.desc(), feed.model.id.desc()).limit(PAGE_SIZE + 1)
    if cursor is not None:
        query = query.where(_is_older(feed, cursor))
    return [
        Entry(feed.source, feed.rank, row.moment, row[0], row[1] if feed.beside else None)
        for row in db.session.execute(query)
    ]


def _is_older(feed: Feed, cursor: tuple[datetime, int, int]) -> Any:
    """Rows below the cursor: earlier, or of the same moment and further down."""
    at, rank, row_id = cursor
    if feed.rank > rank:
        return feed.at <= at
    if feed.rank < rank:
        return feed.at < at
    return or_(feed.at < at, and_(feed.at == at, feed.model.id < row_id))


def _user_ids(entries: list[Entry]) -> set[int | None]:
    rows = [row for entry in entries for row in (entry.row, entry.beside) if row is not None]
    return {getattr(row, name, None) for row in rows for name in _PEOPLE}


def _actions(entries: list[Entry]) -> dict[int, Any]:
    rows = [row for entry in entries for row in (entry.row, entry.beside) if row is not None]
    return actions_by_id({getattr(row, "action_id", None) for row in rows})
