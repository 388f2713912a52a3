"""XLSX as a stream: a workbook of plain sheets, its strings written where they stand.

openpyxl and XlsxWriter lay their sheets down in temporary files first; members' names must not lie on a disk, and a
download should begin at once. What a sheet of values needs of ECMA-376 is these few parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, tzinfo
from xml.sax.saxutils import escape

from crm.imports.exporting.cells import runs_in_a_spreadsheet
from crm.imports.exporting.zipped import Pieces, open_zip

MOST_ROWS = 1_048_576
MOST_BYTES = 1 << 30
"""A sheet ends here and another begins: beyond 2 GB a ZIP needs a form that Excel offers to repair."""
LONGEST_TEXT = 32_767
"""Characters in a cell, Excel's limit."""
_FIRST_DAY = date(1899, 12, 30)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_HEADER, _DAY, _MOMENT, _TEXT = 1, 2, 3, 4
"""Places in the list of styles below; _TEXT carries Excel's own mark for "this is text" (quotePrefix)."""
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = f"""{_XML}<styleSheet xmlns="{_SPREADSHEET}">\
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>\
<xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def workbook_pieces(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], zone: tzinfo
) -> Iterator[bytes]:
    """A workbook of one table, piece by piece; what does not fit into one sheet goes on in the next."""
    out, waiting, sheets = Pieces(), iter(rows), 0
    head = _row([_text(column, _HEADER) for column in columns])
    row = next(waiting, None)
    with open_zip(out) as archive:
        while row is not None or not sheets:
            sheets += 1
            with archive.open(f"xl/worksheets/sheet{sheets}.xml", "w") as sheet:
                size = sheet.write(_sheet_begins(columns).encode()) + sheet.write(head)
                for _number in range(1, MOST_ROWS):
                    if row is None or size > MOST_BYTES:
                        break
                    size += sheet.write(_row([_cell(value, zone) for value in row]))
                    yield from out.full()
                    row = next(waiting, None)
                sheet.write(b"</sheetData></worksheet>")
        for name, text in _parts(title, sheets):
            archive.writestr(name, text)
    yield from out.rest()


def _row(cells: Sequence[str]) -> bytes:
    return f"<row>{''.join(cells)}</row>".encode()


def _cell(value: object, zone: tzinfo) -> str:
    """One cell. A string stays a string, whatever it looks like; an empty cell keeps its place."""
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    if isinstance(value, date) and value.year >= 1900:
        return _dated(value, zone)
    text = str(value)
    return _text(text, _TEXT if runs_in_a_spreadsheet(text) else 0)


def _dated(value: date, zone: tzinfo) -> str:
    if not isinstance(value, datetime):
        return f'<c s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'
    local = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(zone)
    seconds = local.hour * 3600 + local.minute * 60 + local.second
    return f'<c s="{_MOMENT}"><v>{(local.date() - _FIRST_DAY).days + seconds / 86_400:.9f}</v></c>'


def _text(text: str, style: int) -> str:
    shown = escape(_ILLEGAL.sub("", text[:LONGEST_TEXT]))
    mark = f' s="{style}"' if style else ""
    return f'<c t="inlineStr"{mark}><is><t xml:space="preserve">{shown}</t></is></c>'


def _sheet_begins(columns: Sequence[str]) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{min(40, max(12, len(name) + 3))}" customWidth="1"/>'
        for place, name in enumerate(columns, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_SPREADSHEET}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{f'<cols>{widths}</cols>' if widths else ''}<sheetData>"
    )


def _parts(title: str, sheets: int) -> Iterator[tuple[str, str]]:
    """The parts of the package beside its sheets, which tell how many there are."""
    numbers = range(1, sheets + 1)
    name = re.sub(r"[\[\]:*?/\\']", " ", title)[:25].strip() or "Sheet"
    listed = "".join(
        f'<sheet name="{escape(name if n == 1 else f"{name} {n}")}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    typed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    yield "xl/styles.xml", _STYLES
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{related}<Relationship Id="rId{sheets + 1}"'
        f' Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    )
    yield (
        "_rels/.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"'
        f' ContentType="{_TYPE}.sheet.main+xml"/>{typed}<Override PartName="/xl/styles.xml"'
        f' ContentType="{_TYPE}.styles+xml"/></Types>',
    )
