"""The rows that could not be taken, as a file to mend and drop in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from crm.core.errors import N_
from crm.imports.exporting.cells import safe_cell
from crm.imports.models import ImportRow, ImportRun

LINE, REASON = N_("Line in the file"), N_("Reason")
"""The last two headers; reading leaves them out when the file comes in again."""


def rejects_csv(run: ImportRun, rows: Iterable[ImportRow], say: Callable[[str], str]) -> str:
    """The rows left out with their cells, line and reason (put into words by `say`), as CSV with the file's own header."""
    header = [str(cell) for cell in run.counts.get("header", ())]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*map(safe_cell, header or ["Name"]), say(LINE), say(REASON)])
    for row in rows:
        cells = [str(cell) for cell in row.details.get("cells", ())] or [row.shown_name]
        cells += [""] * (len(header) - len(cells))
        writer.writerow([*map(safe_cell, cells), row.line, say(row.reason)])
    return text.getvalue()
