"""The reading half of imports: bytes in, a typed report or a refusal out; knows neither web nor database."""

from crm.imports.reading.decode import MAX_BYTES
from crm.imports.reading.errors import Notice, Notices, Phrase, UnreadableFile
from crm.imports.reading.kinds import KIND_NAMES, ZOOM_KINDS, Kind
from crm.imports.reading.opening import kind_of_file, open_table
from crm.imports.reading.people.fields import CHOICES, CUSTOM, KIND_FIELDS, LEAVE
from crm.imports.reading.people.models import PeopleReport, PersonRow, RejectedRow, Signup
from crm.imports.reading.people.opened import OpenedList
from crm.imports.reading.people.values import affirms
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
    "CHOICES",
    "CUSTOM",
    "KIND_FIELDS",
    "KIND_NAMES",
    "LEAVE",
    "MAX_BYTES",
    "ZOOM_KINDS",
    "Approval",
    "Join",
    "Kind",
    "Notice",
    "Notices",
    "OpenedList",
    "OtherJoin",
    "PeopleReport",
    "PersonRow",
    "Phrase",
    "Presenter",
    "RejectedRow",
    "Signup",
    "UnreadableFile",
    "WebinarPerson",
    "WebinarReport",
    "affirms",
    "kind_of_file",
    "open_table",
    "read_report",
    "recognise",
]
