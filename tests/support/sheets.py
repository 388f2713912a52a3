"""Excel workbooks for tests: as small as the format allows, with numbers as numbers and merged titles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
Cell = str | int | float


def workbook(*sheets: Sequence[Sequence[Cell]]) -> io.BytesIO:
    """A workbook of these sheets; the first row of each is merged over six columns, as titles are."""
    stream = io.BytesIO()
    numbers = range(1, len(sheets) + 1)
    tabs = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    targets = "".join(f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="s{n}.xml"/>' for n in numbers)
    kinds = "".join(
        f'<Override PartName="/xl/s{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        f'worksheet+xml"/>'
        for n in numbers
    )
    root = f'<Relationship Id="r0" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{main}"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPACE}" xmlns:r="{RELATIONS}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{targets}</Relationships>',
    }
    parts |= {f"xl/s{n}.xml": _sheet(rows) for n, rows in enumerate(sheets, 1)}
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    stream.seek(0)
    return stream


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    body = "".join(
        f'<row r="{place}">{"".join(_cell(place, at, cell) for at, cell in enumerate(cells) if cell != "")}</row>'
        for place, cells in enumerate(rows, 1)
    )
    merged = '<mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells>'
    return f'<worksheet xmlns="{SPACE}"><sheetData>{body}</sheetData>{merged}</worksheet>'


def _cell(row: int, column: int, cell: Cell) -> str:
    name = f"{chr(65 + column)}{row}"
    if isinstance(cell, str):
        return f'<c r="{name}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{name}"><v>{cell}</v></c>'
