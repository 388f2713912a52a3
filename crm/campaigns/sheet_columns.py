"""What the columns of a budget sheet are called, in English and Spanish, and what its cells say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from crm.campaigns.models import BudgetFunction, BudgetStage, LedgerSide
from crm.core.text import fold

Name = TypeVar("Name")
NAMES: Mapping[str, tuple[str, ...]] = {
    "department": ("department", "dept", "agency", "departamento", "depto", "agencia", "dependencia", "secretaria"),
    "program": ("program", "programa", "division", "line item", "line", "partida", "description", "descripcion"),
    "fund": ("fund", "fund name", "fondo", "funding source", "fuente"),
    "fiscal_year": ("fiscal year", "fy", "year", "ano fiscal", "ejercicio", "ejercicio fiscal", "ano"),
    "function": ("function", "funcion", "category", "categoria"),
    "side": ("side", "lado", "divest or invest", "divest/invest"),
    "stage": ("stage", "budget stage", "version", "etapa", "etapa del presupuesto"),
    "amount": ("amount", "amount usd", "budget", "dollars", "monto", "importe", "cantidad", "presupuesto"),
    "fte": ("fte", "ftes", "positions", "jobs", "puestos", "plazas", "puestos a tiempo completo"),
    "recurring": ("recurring", "one time or recurring", "one-time or recurring", "recurrente", "unico o recurrente"),
    "document": ("document", "documento", "source", "source name", "fuente del dato"),
    "document_url": ("document url", "url", "source url", "link", "enlace"),
    "page": ("page", "pagina", "pag", "p"),
}
"""Headings as they are after folding, by what they hold; the first that fits a column wins."""
STAGES: Mapping[BudgetStage, tuple[str, ...]] = {
    BudgetStage.PRIOR_ACTUAL: ("prior actual", "prior year actual", "last year actual", "gasto real anterior"),
    BudgetStage.PRIOR_ADOPTED: ("prior adopted", "prior year adopted", "last year", "adopted last year", "ano pasado",
                                "adoptado anterior", "adoptado el ano pasado", "prior year"),
    BudgetStage.REQUESTED: ("requested", "request", "department request", "solicitado", "solicitud"),
    BudgetStage.PROPOSED: ("proposed", "proposal", "recommended", "mayor's proposal", "propuesto", "propuesta",
                           "recomendado", "executive"),
    BudgetStage.AMENDED: ("amended", "revised", "modificado", "enmendado"),
    BudgetStage.ADOPTED: ("adopted", "enacted", "approved", "adoptado", "aprobado", "promulgado"),
    BudgetStage.ACTUAL: ("actual", "actuals", "spent", "gasto real", "gastado", "ejercido"),
}  # fmt: skip
UNITS = {
    1000: re.compile(r"thousand|000s|\(000\)|\bmiles\b(?! de millones)"),
    1_000_000: re.compile(r"million|millones|\$ ?m\b"),
}
_UNIT_NOTES = re.compile(r"\([^)]*\)|\bin (thousands|millions)\b|\ben (miles|millones)\b|\$|\busd\b|\b000s\b")
_YEARS = re.compile(r"\bfy ?\d{2,4}([-/]\d{2,4})?\b|\b(19|20)\d{2}([-/]\d{2,4})?\b")
_ENGLISH = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2}|\.\d{4,})?|\.\d+")
_SPANISH = re.compile(r"\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,}|\d+,\d{1,2}")
NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "na", "n.a.", "tbd", "nd", "n/d", "s/d", "none", "unknown"})
"""Cells that say that a figure is not known."""
_ONE_TIME = ("one time", "one-time", "once", "no", "false", "unico", "una vez", "una sola vez", "0")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a field, or for amounts and jobs the stage they stand for and the size of its unit."""

    field: str
    stage: BudgetStage | None = None
    unit: int = 1


def column_of(heading: str) -> Column | None:
    """What a heading names, None when nobody knows it: "Proposed FTE", "Adoptado (en miles)", "Depto."."""
    folded = " ".join(fold(heading).replace("_", " ").split())
    unit = next((size for size, words in reversed(UNITS.items()) if words.search(folded)), 1)
    plain = " ".join(_UNIT_NOTES.sub(" ", folded).strip(" .:#").split())
    field = _named(plain, NAMES)
    if field is not None:
        return Column(field, unit=unit if field == "amount" else 1)
    bare = " ".join(_YEARS.sub(" ", plain).split())
    words = bare.split()
    is_jobs = any(word in NAMES["fte"] for word in words)
    for word in (*NAMES["fte"], "amount", "budget", "monto", "presupuesto"):
        bare = " ".join(part for part in bare.split() if part != word)
    stage = _named(bare, STAGES)
    return None if stage is None else Column("fte" if is_jobs else "amount", stage, 1 if is_jobs else unit)


def _named(word: str, names: Mapping[Name, tuple[str, ...]]) -> Name | None:
    return next((name for name, known in names.items() if word in known), None)


def header_of(rows: Sequence[Sequence[str]], most: int = 30) -> tuple[int, dict[int, Column]] | None:
    """The first row that names a department or program and an amount: its place and columns; None when none does."""
    for place, cells in enumerate(rows[:most]):
        columns: dict[int, Column] = {}
        for index, cell in enumerate(cells):
            column = column_of(cell)
            if column is not None and column not in columns.values():
                columns[index] = column
        fields = {column.field for column in columns.values()}
        if "amount" in fields and fields & {"department", "program"}:
            return place, columns
    return None


def cents_of(cell: str, unit: int = 1) -> int | None:
    """The cents a cell says, None where it says that nothing is known; ValueError when it is no figure, or two at once.

    Brackets and a minus are below zero. "1,250.50" and "1.250,50" are understood; "1.250" could be either.
    """
    text = re.sub(r"[\s$]|usd", "", cell.casefold().replace("−", "-"))
    if text in NOTHING:
        return None
    is_negative = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    digits = text.strip("()").lstrip("-")
    if _ENGLISH.fullmatch(digits):
        plain = digits.replace(",", "")
    elif _SPANISH.fullmatch(digits):
        plain = digits.replace(".", "").replace(",", ".")
    else:
        raise ValueError(cell)
    amount = int((Decimal(plain) * 100 * unit).to_integral_value())
    return -amount if is_negative else amount


def stage_of(cell: str) -> BudgetStage | None:
    """The stage a cell names, by our own word or anybody's."""
    folded = " ".join(fold(cell).replace("_", " ").split())
    own = {stage.value.replace("_", " "): stage for stage in BudgetStage}
    return own.get(folded) or _named(folded, STAGES)


FUNCTION_WORDS: Mapping[BudgetFunction, tuple[str, ...]] = {
    BudgetFunction.POLICE: ("police", "policia", "sheriff", "alguacil"),
    BudgetFunction.JAILS_PRISONS: ("jail", "prison", "carcel", "prision", "corrections", "detention", "detencion"),
    BudgetFunction.COURTS_PROSECUTION: ("prosecut", "district attorney", "fiscal", "court"),
    BudgetFunction.PROBATION_PAROLE: ("probation", "parole", "condicional"),
    BudgetFunction.SCHOOL_POLICING: ("school police", "school policing", "policia escolar"),
    BudgetFunction.HOUSING: ("housing", "vivienda"),
    BudgetFunction.LIBRARIES: ("librar", "bibliotec"),
    BudgetFunction.PARKS: ("park", "parque"),
}


def function_of(cell: str) -> BudgetFunction:
    """The function a cell names, or that shows in it ("Denver Police Department"); "other" where neither is so."""
    folded = fold(cell)
    own = {function.value.replace("_", " "): function for function in BudgetFunction}
    exact = own.get(folded.replace("_", " ").strip())
    if exact is not None:
        return exact
    fitting = [function for function, words in FUNCTION_WORDS.items() if any(word in folded for word in words)]
    return (
        fitting[-1] if fitting and BudgetFunction.SCHOOL_POLICING in fitting else (fitting or [BudgetFunction.OTHER])[0]
    )


def side_named(cell: str) -> LedgerSide | None:
    """The side a cell names, None for none."""
    folded = fold(cell).strip()
    if folded.startswith(("divest", "desinver", "-")):
        return LedgerSide.DIVEST
    return LedgerSide.INVEST if folded.startswith(("invest", "inver", "+")) else None


def is_recurring(cell: str) -> bool:
    """Whether the money comes each year; an empty cell means so."""
    return fold(cell).strip() not in _ONE_TIME
