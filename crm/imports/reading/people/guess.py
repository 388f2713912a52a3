"""Guess what a column holds when its header is no known synonym: by single words in it, or by the look of its cells."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from crm.core.phones import normalize
from crm.imports.reading.cells import clean_cell, fold
from crm.imports.reading.columns import Column
from crm.imports.reading.emails import read_emails
from crm.imports.reading.people.values import affirms, read_consent, read_yes_no
from crm.imports.reading.surnames import SPANISH_SURNAMES
from crm.imports.reading.table import Row

_SOMEBODY_ELSE = (
    r"emergency|emergencia|supervisor|\breferr|refiri|friend|amig|parent|guardian|padre|madre|tutor|spouse|conyuge"
    r"|assistant|organizer"
    r"|organizador|\bhost\b|anfitri|texter|canvass|manager|employer|empleador|\bchild|\bkid|\bhij[oa]|co ?host"
    r"|landlord|doctor|agent"
    r"|recruit|sponsor|teacher|partner|pareja|inviter|invito|captain|buyer|purchas|sender|billing|company"
    r"|organi[sz]a|empresa|event"
    r"|evento|school|escuela|church|iglesia|campaign|campana|list name|user name|username|usuario|file|document"
    r"|building|program"
)
_ABOUT_IT = (
    r"type|tipo|label|status|estado de|carrier|extension|\bext\b|\bfax\b|verified|valid|count|number of|how many"
    r"|cuant"
    r"|score|^is\b|^has\b|\bbad\b|bank|\bopt|consent|subscri|suscri|permission|permiso|bounce|date|fecha"
    r"|prefer(?:red|ence)? (?:contact|method)|best (?:way|time)"
    r"|mejor (?:forma|hora|manera)|notes?\b|notas|script|survey|heard|source|\bbank|banco|clean|\bip\b|web|url"
    r"|sent|opened|click"
)
_PEOPLE = (
    r"participant|resident|tenant|neighbou?r|worker|member|client|student|respondent|registrant|signer|signatory|petitioner"
    r"|person|individual|volunteer|attendee|guest|donor|supporter|voter|caller|subscriber|constituent|parishioner"
)
_GENTE = (
    r"persona|participante|vecin[oa]|inquilin[oa]|miembro|soci[oa]|residente|trabajador[a]?|voluntari[oa]|asistente"
    r"|firmante|feligres|invitad[oa]"
)
_BLOCKED = re.compile(rf"{_SOMEBODY_ELSE}|{_ABOUT_IT}")
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words))
    for name, words in (
        ("email", r"\be ?mails?\b|\bcorreos?\b"),
        ("phone", r"\bphones?\b|\bcell\b|\bcellphone\b|\bmobile\b|\bcelular(?:es)?\b|\btelefonos?\b|\btel\b"
            r"|\bmovil\b|\bwhatsapp\b"),
        ("first_name", r"\bfirst names?\b|\bgiven names?\b|\bprimer nombre\b|\bnombre de pila\b"),
        ("last_name_2", r"\bsegundo apellido\b|\bapellido materno\b"),
        ("last_name", r"\blast names?\b|\bsurnames?\b|\bfamily name\b|\bapellidos?\b"),
        ("zip", r"\bzip\b|\bzip ?code\b|\bpostal code\b|\bcodigo postal\b|\bpostcode\b"),
        ("pronouns", r"\bpronouns?\b|\bpronombres?\b"),
        ("full_name", r"\b(?:your|full|complete|tu|su|whole) names?\b|\bnombre completo\b"
            r"|\bnombre y apellidos?\b|\b(?:tu|su) nombre\b|\b(?:te|se) llamas?\b"
            rf"|\b(?:{_PEOPLE})(?: ?s)? names?\b|\bnombre (?:(?:de|del|de la) )?(?:{_GENTE})\b"),
        ("city", r"^(?:what|which|in what|cual|en que)\b.*\b(?:city|ciudad)\b.*\b(?:live|vive|your|su|tu)\b"),
        ("street", r"\b(?:street|home|mailing) address\b|\bdireccion (?:de (?:su |tu )?casa|postal|completa)\b"),
        ("language", r"\b(?:preferred|primary|best) language\b|\bidioma (?:preferido|principal)\b"
            r"|\bidioma prefieres?\b|\blanguage .*prefer"),
        ("tags", r"^tags?\b|\betiquetas\b"),
    )
)  # fmt: skip
_TEXTING = re.compile(
    r"\btext(?:s|ing|ed)?\b(?! (?:below|box|here|above))|\bsms\b|\bmensajes?\b|\btextos?\b|\bmensajes de texto\b"
    r"|\btextear|\btexteemos"
)
_ASKING = re.compile(
    r"\b(?:may|can|could|ok|okay|alright|permission|agree|consent|want|wants|like|receive|get|opt|join|send|sign"
    r"|good|accept|yes|y n|si no"
    r"|podemos|podriamos|puede|pueden|acepta|acepto|aceptas|autoriza|autorizo|quiere|quieres|desea|deseas"
    r"|recibir|enviar|mandar|permiso|enviarte|enviarle"
    r"|mandarle|mandarte|gustaria|esta bien|doy|de acuerdo|texts)\b"
)
_OF_TEXTS = re.compile(r"\bsms\b|\btext(?:s|ing)?\b|\bmensajes?\b|\btextos?\b")
_AGREED = re.compile(r"\bopt(?:ed)? ?ins?\b|\bsubscri|\bsuscri|\bconsent|\bpermission\b|\bpermiso\b|\bacept|\bautoriz")
_REFUSED = re.compile(r"\bopt(?:ed)? ?outs?\b|\bunsubscri|\bdo not\b|\bno (?:enviar|mandar|textear|quiere)\b|\bstop")
_WHEN = re.compile(r"\b(?:date|fecha|when|cuando|time|dia)\b")
_NAME = re.compile(r"[^\W\d_][^\d_@/:;]{0,60}$")
_ZIP = re.compile(r"\d{5}(?:-\d{4})?$")
_STATE = re.compile(r"[A-Z]{2}$")
_LONG_ENOUGH = 0.6


@lru_cache(maxsize=4096)
def by_words(folded: str) -> str | None:
    """Name the field of a folded header by the words in it; None for somebody else's e-mail or what is said about one."""
    if not folded or _BLOCKED.search(folded) or _TEXTING.search(folded):
        return None
    return next((name for name, words in _RULES if words.search(folded)), None)


def is_consent_question(header: str, cells: Sequence[str]) -> bool:
    """Say whether a column asks "May we text you?" and is answered by yes or no."""
    folded = fold(header)
    if not (_TEXTING.search(folded) and _ASKING.search(folded)) or "opt out" in folded:
        return False
    if not cells or len(folded.split()) < 2:
        return False
    answered = sum(
        affirms(cell) or read_yes_no(cell) is not None or fold(cell).startswith(("no", "yes", "si")) for cell in cells
    )
    return answered * 2 >= len(cells)


def consent_of(header: str, cells: Sequence[str]) -> str | None:
    """Name what a column that no list knows says about texts, where its cells can be read so: a status, a flag, or when."""
    folded = fold(header)
    agreed, refused = _AGREED.search(folded), _REFUSED.search(folded)
    if not cells or not (agreed or refused):
        return None
    if _WHEN.search(folded):
        return "consent_at" if agreed and all(map(_has_digit, cells)) else None
    if not _OF_TEXTS.search(folded) or any(read_consent(cell) is None for cell in cells):
        return None
    return "no_texts" if refused else "sms_consent"


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def by_cells(columns: Sequence[Column], sample: Sequence[Row], fixed: Collection[str] = ()) -> Iterator[Column]:
    """Give columns that no header explains the field their cells look like, where the list has no such field yet and
    nobody fixed what the column is.
    """
    taken = {column.field for column in columns}
    if taken & {"first_name", "last_name"} or (taken - {None} and any(column.header for column in columns)):
        taken.add("full_name")  # where some headers are understood, a name would be one of them
    for column in columns:
        is_open = column.field is None and column.key not in fixed and not _BLOCKED.search(fold(column.header))
        guess = looks_like(sample, column.index) if is_open else None
        name = _GUESSED.get(guess or "")
        if name is None or name in taken or (guess in ("zip", "name") and column.header):
            yield column
        else:
            taken.add(name)
            yield replace(column, field=name, confidence=0.5)


_GUESSED = {"email": "email", "phone": "phone", "zip": "zip", "names": "full_name", "name": "full_name"}


def looks_like(sample: Sequence[Row], index: int) -> str | None:
    """Say what most of a column's cells are: "email", "phone", "zip", "state", "name" (one word), "names", or None."""
    cells = [text for row in sample if index < len(row.cells) and (text := clean_cell(row.cells[index]))]
    if not cells:
        return None
    tests = (
        ("email", lambda text: "@" in text and bool(read_emails(text))),
        ("zip", lambda text: bool(_ZIP.match(text))),
        ("phone", lambda text: sum(map(str.isdigit, text)) >= 7 and normalize(text) is not None),
        ("state", lambda text: bool(_STATE.match(text))),
        ("names", lambda text: " " in text and bool(_NAME.match(text)) and len(text.split()) <= 5),
        ("name", lambda text: bool(_NAME.match(text)) and len(text.split()) <= 3),
    )
    return next((name for name, test in tests if sum(map(test, cells)) >= len(cells) * _LONG_ENOUGH), None)


def guess_headerless(rows: Sequence[Row]) -> list[str | None] | None:
    """Name the fields of a list that has no header, by its cells; None when it does not look like a list of people."""
    width = max(map(len, (row.cells for row in rows)), default=0)
    looks = [looks_like(rows, index) for index in range(width)]
    if not {"email", "phone"} & set(looks):
        return None
    fields: list[str | None] = [look if look in ("email", "phone", "zip", "state") else None for look in looks]
    names = [index for index, look in enumerate(looks) if look in ("name", "names")]
    _place_names(fields, looks, names, rows)
    return fields


def _place_names(
    fields: list[str | None], looks: Sequence[str | None], names: Sequence[int], rows: Sequence[Row]
) -> None:
    """Put names where they are: one column of whole names, or two neighbours of first and last names."""
    if not names:
        return
    first = names[0]
    if looks[first] == "names" or len(names) < 2 or names[1] != first + 1:
        fields[first] = "full_name"
        return
    is_swapped = _surnames(rows, first) > _surnames(rows, first + 1)
    fields[first], fields[first + 1] = ("last_name", "first_name") if is_swapped else ("first_name", "last_name")
    rest = [index for index in names[2:] if looks[index] in ("name", "names")]
    if rest and "state" in looks and rest[-1] == looks.index("state") - 1:
        fields[rest[-1]] = "city"


def _surnames(rows: Sequence[Row], index: int) -> int:
    return sum(fold(row.cells[index]) in SPANISH_SURNAMES for row in rows if index < len(row.cells))
