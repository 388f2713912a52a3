"""The whole take-out: one ZIP with every subject as CSV, XLSX and JSON, OSDI's names where it has some, and what it all is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, tzinfo

from crm.core.errors import N_
from crm.imports.exporting.formats import Format, Sheet, pieces_of
from crm.imports.exporting.osdi import RESOURCES
from crm.imports.exporting.reading import Taker
from crm.imports.exporting.subject import Subject
from crm.imports.exporting.subjects import listed
from crm.imports.exporting.talks import count_sealed
from crm.imports.exporting.words import column_words
from crm.imports.exporting.zipped import zip_pieces

FORMATS = (Format.CSV, Format.XLSX, Format.JSON)
_HEAD = N_(
    "Everything %(name)s knows, as far as %(who)s may read it. Taken out on %(day)s.\n"
    "The same subjects are there three times: as CSV, as XLSX and as JSON; in osdi/ once more with the names of the "
    "Open Supporter Data Interface (opensupporter.org)."
)
_NOTES = N_(
    "Moments are UTC in CSV and JSON and %(zone)s in XLSX. Money is in cents. Cells that a spreadsheet would run begin "
    "with an apostrophe in CSV. A text longer than 32,767 characters is cut in XLSX alone. contacts.csv can be brought "
    "into another organization as it is."
)
_SEALED = N_(
    "Stories of one-on-ones are sealed. %(open)s that you may read are in one_on_ones; %(sealed)s stay sealed and are "
    "counted there by has_story."
)
_CARE = N_("People trusted you with this. Keep it where only you can open it, and delete it when you are done.")


def take_out(taker: Taker, now: datetime, zone: tzinfo, say: Callable[[str], str], name: str) -> Iterator[bytes]:
    """The ZIP piece by piece: each subject is read once for each format, a chunk at a time."""
    return zip_pieces(_entries(taker, now, zone, say, name))


def _entries(
    taker: Taker, now: datetime, zone: tzinfo, say: Callable[[str], str], name: str
) -> Iterator[tuple[str, Iterable[bytes]]]:
    mine = [subject for subject in listed() if subject.is_open_to(taker)]
    yield "README.txt", [readme(taker, mine, now, zone, say, name).encode()]
    for as_format in FORMATS:
        for subject in mine:
            sheet = Sheet(say(subject.title), subject.columns, subject.records(taker), subject.columns)
            yield f"{as_format}/{subject.key}.{as_format}", pieces_of(sheet, as_format, zone)
    for resource in RESOURCES:
        sheet = Sheet(resource.key, (), resource.records(taker))
        yield f"osdi/{resource.key}.json", pieces_of(sheet, Format.JSON, zone)


def readme(taker: Taker, mine: list[Subject], now: datetime, zone: tzinfo, say: Callable[[str], str], name: str) -> str:
    """What is in the ZIP: each file with how many rows it has, and each column in words."""
    open_stories, sealed = count_sealed(taker)
    who = taker.actor.name
    lines = [
        say(_HEAD) % {"name": name, "who": who, "day": f"{now:%Y-%m-%d %H:%M} UTC"},
        "",
        say(_NOTES) % {"zone": str(zone)},
        say(_SEALED) % {"open": open_stories, "sealed": sealed},
        say(_CARE),
    ]
    for subject in mine:
        lines += ["", f"{subject.key}: {say(subject.title)} ({subject.count(taker)})"]
        lines += [f"  {column:<24} {said}".rstrip() for column, said in column_words(subject.columns, say)]
    lines += ["", "OSDI:", *(f"  osdi/{resource.key}.json: {resource.osdi}" for resource in RESOURCES), ""]
    return "\r\n".join(lines)
