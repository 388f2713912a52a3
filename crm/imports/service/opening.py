"""Opening a dropped file for one organization: a webinar's report whole, a list of people row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import BinaryIO
from zoneinfo import ZoneInfo

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, find_webinar, get_action
from crm.core.actor import Actor
from crm.core.clock import zone
from crm.core.errors import N_
from crm.imports.incoming import Incoming, aware, read_incoming, read_row
from crm.imports.mappings import saved_for
from crm.imports.reading import (
    KIND_NAMES,
    ZOOM_KINDS,
    Kind,
    OpenedList,
    Phrase,
    UnreadableFile,
    WebinarReport,
    kind_of_file,
    open_table,
    read_report,
)

BATCH, LARGE_BATCH = 2_000, 5_000
"""How many rows are dealt with at a time: on SQLite others wait a tenth of a second for such a batch. By a command that
somebody runs by herself, more: a row costs a tenth less then, and others wait up to half a second.
"""
MOST_BYTES = 1024 * 1024 * 1024
"""The largest list of people taken; what a browser may send is limited further by MAX_UPLOAD_BYTES."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody wants a file to be read: as a kind, about an action, with columns mapped by hand."""

    as_kind: str | None = None
    action_id: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """A webinar's report as it was read for one organization: its people in one shape, and when and where it belongs."""

    report: WebinarReport
    rows: list[Incoming]
    zone: ZoneInfo
    action: Action | None

    @property
    def starts_at(self) -> datetime | None:
        """When the webinar began or begins, in UTC; None where the file does not say."""
        return aware(self.report.started_at, self.zone)

    @property
    def minutes(self) -> int | None:
        """How long the webinar really took, else how long it was to take: half of it is what "came" means."""
        planned = self.action.minutes if self.action else None
        if not self.report.is_scheduled:
            return self.report.duration_minutes or planned
        return planned or self.report.duration_minutes


Place = tuple[ZoneInfo, str]
"""The zone of moments that name none, and the region of numbers without a country."""


class ListFile:
    """A list of people being read: batch after batch, from wherever it was left."""

    def __init__(self, source: BinaryIO, opened: OpenedList, place: Place, after: tuple[int, int] = (0, 0)) -> None:
        """Begin after a (line, number of rows), in the zone and region of an organization."""
        self.opened = opened
        self._source = source
        self._zone, self._region = place
        self.go_to(after)

    def go_to(self, after: tuple[int, int]) -> None:
        """Go on after a (line, number of rows); people of several rows come in the order of the file's own reading."""
        line, self.done = after
        skipped = self.done if self.opened.description.merge_by else 0
        self._rows = islice(self.opened.rows(0 if skipped else line), skipped, None)

    def next_batch(self, most: int = BATCH) -> list[Incoming]:
        """The next rows, in one shape; fewer than asked for when there are no more."""
        zone, region, begin = self._zone, self._region, self.done
        rows = [read_row(begin + place, row, zone, region) for place, row in enumerate(islice(self._rows, most))]
        self.done += len(rows)
        return rows

    def estimate(self, size: int) -> int:
        """About how many rows the file has, by how far its bytes were read; 0 when that says nothing, as of a workbook."""
        place = self.place()
        return int(self.done * size / place) if 0 < place < size else 0

    def place(self) -> int:
        """How far the file was read, in bytes."""
        return self._source.tell()

    def batches(self) -> Iterator[list[Incoming]]:
        """All the batches that are left."""
        while rows := self.next_batch():
            yield rows


def open_file(actor: Actor, source: BinaryIO, filename: str, asked: Asked) -> Read | ListFile:
    """Tell what a file is and open it, with the columns saved for its headers; UnreadableFile, or NotFound for an action."""
    if kind_of_file(source, filename, asked.as_kind, MOST_BYTES) in ZOOM_KINDS:
        source.seek(0)
        return read_webinar(actor, source.read(), filename, asked.as_kind, asked.action_id)
    if asked.action_id is not None:
        get_action(asked.action_id)
    opened = open_list(actor, source, filename, asked)
    if not asked.mapping and (saved := saved_for(opened.opened)):
        return open_list(actor, source, filename, replace(asked, mapping=saved))
    return opened


def open_list(actor: Actor, source: BinaryIO, filename: str, asked: Asked, after: tuple[int, int] = (0, 0)) -> ListFile:
    """Open a list of people for the actor's organization, to go on after a (line, number of rows)."""
    opened = open_table(source, filename, asked.as_kind, asked.mapping or None, MOST_BYTES)
    organization = get_organization(actor.organization_id)
    return ListFile(source, opened, (zone(organization.time_zone), organization.region), after)


def read_webinar(actor: Actor, data: bytes, filename: str, as_kind: str | None, action_id: int | None) -> Read:
    """Read a webinar's report for the actor's organization and find its action."""
    organization = get_organization(actor.organization_id)
    local = zone(organization.time_zone)
    report = read_report(data, filename, as_kind)
    if not isinstance(report, WebinarReport):
        raise TypeError(f"{report.kind} is no webinar")
    action = get_action(action_id) if action_id is not None else _find_action(report, local)
    return Read(report, read_incoming(report, local, organization.region), local, action)


class NeedsAction(UnreadableFile):
    """A webinar's report that does not say which webinar or when it was: somebody has to name its action."""

    def __init__(self, kind: Kind) -> None:
        """Say of which kind the report is."""
        super().__init__(
            N_(
                "This is %(kind)s, but it does not say which webinar or when it was. Open its action and drop it there."
            ),
            kind=Phrase(KIND_NAMES[kind]),
        )


def refuse_homeless(opened: Read | ListFile) -> None:
    """NeedsAction for a report that belongs to no action that is known or could be made."""
    if isinstance(opened, Read) and opened.action is None and opened.starts_at is None:
        raise NeedsAction(opened.report.kind)


def is_webinar(kind: str) -> bool:
    """Whether a kind of file is a webinar's report."""
    return kind in {known.value for known in ZOOM_KINDS}


def kind_of(kind: str) -> Kind:
    """The kind that a word of an import names."""
    return Kind(kind)


def _find_action(report: WebinarReport, local: ZoneInfo) -> Action | None:
    starts_at = aware(report.started_at, local)
    return find_webinar(report.webinar_id, starts_at, report.topic, local.key) if starts_at is not None else None
