"""What somebody wants to take out, and the file it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial

from crm.contacts.queries.fields import list_fields
from crm.core.errors import N_, NotAllowed, NotFound, Refused
from crm.imports.exporting.attendance import sign_ins
from crm.imports.exporting.counting import count_people, count_sign_ins
from crm.imports.exporting.formats import MEDIA_TYPES, ZIP_TYPE, Format, Sheet, pieces_of
from crm.imports.exporting.people import ALL_COLUMNS, CONTACT_COLUMNS, people
from crm.imports.exporting.reading import AnySelect, Taker
from crm.imports.exporting.scopes import Scope, group_of
from crm.imports.exporting.subject import Subject
from crm.imports.exporting.subjects import EVERYTHING, subjects
from crm.imports.exporting.take_out import take_out

PEOPLE = "contacts"
ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Wish:
    """One file out: what, in which format, of whom, and for people which columns (none: those an import takes)."""

    what: str
    format: str
    scope: Scope = field(default_factory=Scope)
    columns: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether this is the whole take-out."""
        return self.what == EVERYTHING

    @property
    def is_about_people(self) -> bool:
        """Whether it holds who somebody is, so that its size matters."""
        return self.is_everything or _subject(self).is_about_people

    @property
    def media_type(self) -> str:
        """The media type of the file."""
        return ZIP_TYPE if self.is_everything else MEDIA_TYPES[Format(self.format)]

    def among(self, taker: Taker, now: datetime) -> AnySelect | None:
        """The people it is narrowed to, or None for everyone."""
        return group_of(self.scope, taker.actor.user_id, now).people


def check(taker: Taker, wish: Wish, now: datetime) -> None:
    """NotFound for an unknown subject, format, group or column; NotAllowed for a subject that is not the taker's."""
    if wish.is_everything:
        if wish.format != ZIP:
            raise Refused(N_("Everything comes as one ZIP file."))
        return
    if not _subject(wish).is_open_to(taker):
        raise NotAllowed(N_("Your role does not take that out."))
    if wish.format not in list(Format):
        raise NotFound(N_("There is no such format."))
    if set(wish.columns) - {*ALL_COLUMNS, *(field.key for field in list_fields())}:
        raise NotFound(N_("There is no such column."))
    if wish.what not in (PEOPLE, "signins") and wish.scope != Scope():
        raise Refused(N_("Only people and who came can be narrowed to a group."))
    wish.among(taker, now)


def _subject(wish: Wish) -> Subject:
    subject = subjects.get(wish.what)
    if subject is None:
        raise NotFound(N_("There is no such file."))
    return subject


def count_of(taker: Taker, wish: Wish, now: datetime) -> int:
    """How many rows the file would hold; of everything: how many people."""
    if wish.what == "signins":
        return count_sign_ins(taker, wish.scope.id)
    if wish.is_everything or wish.what == PEOPLE:
        return count_people(taker, wish.among(taker, now))
    return _subject(wish).count(taker)


def pieces(
    taker: Taker, wish: Wish, now: datetime, zone: tzinfo, say: Callable[[str], str], name: str
) -> Iterator[bytes]:
    """The file piece by piece; `say` puts its words into the taker's language, `name` is the organization's."""
    if wish.is_everything:
        return take_out(taker, now, zone, say, name)
    return pieces_of(sheet_of(taker, wish, say, now), Format(wish.format), zone)


def sheet_of(taker: Taker, wish: Wish, say: Callable[[str], str], now: datetime) -> Sheet:
    """The records of a wish with the columns they are written in."""
    subject = _subject(wish)
    columns, keys, read = subject.columns, subject.keys, subject.records
    if wish.what == PEOPLE:
        columns = wish.columns or CONTACT_COLUMNS
        keys = wish.columns or subject.keys
        read = partial(_people, among=wish.among(taker, now))
    elif wish.what == "signins":
        columns = subject.keys or columns
        read = partial(sign_ins, action_id=wish.scope.id)
    return Sheet(say(subject.title), columns, read(taker), keys)


def _people(taker: Taker, among: AnySelect | None) -> Iterator[Mapping[str, object]]:
    return people(taker, among)
