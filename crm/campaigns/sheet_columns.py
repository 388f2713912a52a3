"""What the columns of a budget sheet are called, in English and Spanish, and what its cells say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from crm.campaigns.models import BudgetFunction, BudgetStage, LedgerSide
from crm.core.text import fold

Name = TypeVar("Name")
NAMES: Mapping[str, tuple[str, ...]] = {
    "department": ("department", "dept", "agency", "departamento", "depto", "agencia", "dependencia", "secretaria",
                   "department/agency", "agency/department", "organization", "unidad", "area", "office", "oficina"),
    "program": ("program", "programa", "division", "line item", "line", "partida", "description", "descripcion", "service",
                "bureau", "account", "cuenta", "concepto", "servicio", "program/division", "unit", "section",
                "appropriation account", "object", "cost center", "activity", "actividad", "subprograma"),
    "fund": ("fund", "fondo", "funding source", "fuente"),
    "fiscal_year": ("fiscal year", "fy", "year", "ano fiscal", "ejercicio", "ejercicio fiscal", "ano"),
    "function": ("function", "funcion", "category", "categoria"),
    "side": ("side", "lado", "divest or invest", "divest/invest"),
    "stage": ("stage", "budget stage", "version", "etapa", "etapa del presupuesto"),
    "amount": ("amount", "amount usd", "budget", "dollars", "monto", "importe", "cantidad", "presupuesto"),
    "fte": ("fte", "ftes", "positions", "headcount", "jobs", "puestos", "plazas", "puestos a tiempo completo"),
    "recurring": ("recurring", "one time or recurring", "one-time or recurring", "recurrente", "unico o recurrente"),
    "document": ("document", "documento", "source", "source name", "fuente del dato"),
    "document_url": ("document url", "url", "source url", "link", "enlace"),
    "page": ("page", "pagina", "pag", "p"),
}  # fmt: skip
"""Headings as they are after folding, by what they hold; the first that fits a column wins."""
STAGES: Mapping[BudgetStage, tuple[str, ...]] = {
    BudgetStage.PRIOR_ACTUAL: ("prior actual", "prior year actual", "last year actual", "previous year actual",
                               "real anterior", "gasto real anterior"),
    BudgetStage.PRIOR_ADOPTED: ("prior adopted", "prior year adopted", "last year", "adopted last year", "ano pasado",
                                "adoptado anterior", "adoptado el ano pasado", "prior year", "previous adopted", "current",
                                "vigente", "anterior", "current year"),
    BudgetStage.REQUESTED: ("requested", "request", "department request", "solicitado", "solicitud"),
    BudgetStage.PROPOSED: ("proposed", "proposal", "recommended", "mayor's proposal", "propuesto", "propuesta",
                           "recomendado", "executive", "mayor proposed", "mayor's proposed", "mayors proposed",
                           "mayor's recommended", "mayor recommended", "proyecto", "executive proposed",
                           "recommendation", "preliminary", "preliminar"),
    BudgetStage.AMENDED: ("amended", "revised", "modificado", "enmendado"),
    BudgetStage.ADOPTED: ("adopted", "enacted", "approved", "original", "appropriation", "adoptado", "aprobado", "promulgado"),
    BudgetStage.ACTUAL: ("actual", "actuals", "spent", "gasto real", "gastado", "ejercido"),
}  # fmt: skip
UNITS = {
    1000: re.compile(r"thousand|000s|\(000\)|\bmiles\b(?! de millones)"),
    1_000_000: re.compile(r"million|millones|\$ ?m\b"),
}
_UNIT_OF_ALL = re.compile(
    r"\b(?:in|en) (?P<name>thousands|millions|miles(?! de millones)|millones)\b|\(?\$ ?(?P<zeros>000s?)\b|\((?P<only>000s?)\)"
)
_UNIT_NOTES = re.compile(r"\([^)]*\)|\bin (thousands|millions)\b|\ben (miles|millones)\b|\$|\busd\b|\b000s\b")
_YEARS = re.compile(r"\bfy ?'?\d{2,4}([-–/]\d{2,4})?\b|\b(19|20)\d{2}([-–/]\d{2,4})?\b")
_BUDGETED = frozenset({"budget", "budgeted", "presupuesto"})
_SUM = re.compile(r"^(grand |gran |sub-?\s?)?totale?s?\b|\b(sub-?)?totale?s?( general)?\s*[:.]?$|^(sum|suma|sumas)\b")
_FILLERS = frozenset(
    {
        *NAMES["fte"],
        "amount",
        "budget",
        "budgeted",
        "monto",
        "presupuesto",
        "total",
        "de",
        "del",
        "the",
        "city",
        "council",
        "authorized",
        "full-time",
    }
)
"""Words of a heading that say nothing about its stage."""
_DESCRIBING = re.compile(
    r"^(expenditures?|gastos|spending) (by|por) |\b(name|description|desc|title|nombre|descripcion)$"
)
"""What headings say around the thing they name: "Department description", "Expenditures by department"."""
_FOOTNOTE = re.compile(r"[¹²³⁰-⁹*†‡§]+|\[\d+\]|(?<=\w)\s*\([a-z]\)$")
_ONE_TIME = ("one time", "one-time", "once", "no", "false", "unico", "una vez", "una sola vez", "0")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a field, or for amounts and jobs the stage they stand for, the size of the unit, the year.

    `is_named` tells that the heading says in words what of two columns only one can hold: "Fund description" beside
    "Fund", "FY26 Budget" beside "FY26".
    """

    field: str
    stage: BudgetStage | None = None
    unit: int = 1
    year: int | None = None
    is_named: bool = False


def column_of(heading: str) -> Column | None:
    """What a heading names, None when nobody knows it: "Proposed FTE", "Adoptado (en miles)", "Depto."."""
    folded = " ".join(fold(without_footnotes(heading)).replace("_", " ").split())
    unit = next((size for size, words in reversed(UNITS.items()) if words.search(folded)), 1)
    plain = " ".join(_UNIT_NOTES.sub(" ", folded).strip(" .:#").split())
    said = _DESCRIBING.sub("", plain).strip()
    field = _named(plain, NAMES) or _named(said, NAMES)
    if field is not None:
        return Column(field, unit=unit if field == "amount" else 1, is_named=said != plain)
    bare = " ".join(_YEARS.sub(" ", plain).split())
    words = bare.split()
    is_jobs = any(word in NAMES["fte"] for word in words)
    bare = " ".join(word for word in words if word not in _FILLERS)
    stage = _named(bare, STAGES)
    if stage is None and not (is_jobs and not bare):
        return None
    return Column("fte" if is_jobs else "amount", stage, 1 if is_jobs else unit, year_of(plain))


def without_footnotes(text: str) -> str:
    """A cell without the marks of footnotes: "Police¹", "Adopted [2]", "Parks (a)"."""
    return _FOOTNOTE.sub("", text).strip()


def unit_of_all(note: str) -> int:
    """What a note above a table multiplies its amounts by: "Dollars in thousands", "($000)"; 1 where it says nothing."""
    match = _UNIT_OF_ALL.search(fold(note))
    if match is None:
        return 1
    return 1_000_000 if match["name"] in ("millions", "millones") else 1000


def year_alone(heading: str) -> Column | None:
    """The amounts of a year whose heading says nothing of their stage: "FY2027", "2026-27 Budget"; None for any other."""
    folded = fold(without_footnotes(heading))
    plain = " ".join(_UNIT_NOTES.sub(" ", folded).split())
    rest, year = _YEARS.sub(" ", plain).split(), year_of(plain)
    if year is None or any(word not in _FILLERS for word in rest):
        return None
    unit = next((size for size, words in reversed(UNITS.items()) if words.search(folded)), 1)
    return Column("amount", None, unit, year, is_named=bool(_BUDGETED & set(rest)))


def year_of(folded: str) -> int | None:
    """The year that folded words name, the later of two: "fy 2026-27" is 2027, "fy26" is 2026; None for none."""
    match = _YEARS.search(folded)
    if match is None:
        return None
    numbers = re.findall(r"\d{2,4}", match[0])
    return max(int(number) if len(number) == 4 else 2000 + int(number[-2:]) for number in numbers)


def _named(word: str, names: Mapping[Name, tuple[str, ...]]) -> Name | None:
    return next((name for name, known in names.items() if word in known), None)


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


def is_sum(name: str) -> bool:
    """Whether a name says that its row adds up others: "Total", "Police total", "Subtotal:", "Gran total", "Suma"."""
    return bool(_SUM.search(" ".join(fold(name).split())))
