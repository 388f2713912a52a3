"""The reading half of imports: bytes in, a typed report or a refusal out; knows neither web nor database."""

from crm.imports.reading.decode import MAX_BYTES
from crm.imports.reading.errors import Notice, Phrase, UnreadableFile
from crm.imports.reading.kinds import KIND_NAMES, Kind
from crm.imports.reading.people.models import PeopleReport, PersonRow, RejectedRow
from crm.imports.reading.report import read_report, recognise
from crm.imports.reading.zoom.models import (
    Approval,
    Join,
    OtherJoin,
    Presenter,
    WebinarPerson,
    WebinarReport,
)

__all__ = [
    "KIND_NAMES",
    "MAX_BYTES",
    "Approval",
    "Join",
    "Kind",
    "Notice",
    "OtherJoin",
    "PeopleReport",
    "PersonRow",
    "Phrase",
    "Presenter",
    "RejectedRow",
    "UnreadableFile",
    "WebinarPerson",
    "WebinarReport",
    "read_report",
    "recognise",
]
