"""The words that stand in the cells of lists of people: consents, languages, tags, yes and no."""

import re
from functools import lru_cache

from crm.imports.reading.cells import fold

_LANGUAGES = {
    "en": "en", "eng": "en", "english": "en", "ingles": "en",
    "es": "es", "spa": "es", "sp": "es", "spanish": "es", "espanol": "es", "castellano": "es",
}  # fmt: skip
_CONSENTS = {
    "opted_in": "opted in; opt in; optedin; optin; yes; y; si; true; 1; subscribed; suscrito; suscrita; "
    "consented; granted; in; "
    "active; activo; confirmed; express; explicit; implied; i; aceptado; acepta; x; ok; opted in confirmed; "
    "subscribe",
    "opted_out": "opted out; opt out; optedout; optout; no; n; false; 0; unsubscribed; stop; denied; revoked; "
    "out; baja; de baja; do not text; do not email; unsubscribe; no suscrito; no suscrita; cancelado; cancelada; "
    "spam complaint; "
    "bouncing; bounced; bounce; hard bounce; cleaned; limpiado; spam; complaint; complained; abuse; blocked; "
    "invalid; removed; "
    "opt out confirmed; o; unsub; spam reported; bad; undeliverable; dado de baja; hard bounced; blacklisted; "
    "suppressed; bad email",
    "": "unknown; pending; none; unconfirmed; u; not set; never; never subscribed; non subscribed; "
    "not subscribed; desconocido; "
    "pendiente; archived; transactional; no response; not opted in; inactive; unspecified; not asked; "
    "temporary hold; "
    "no permissions set; awaiting confirmation; null; neutral",
}
_CONSENT_WORDS = {word.strip(): value for value, words in _CONSENTS.items() for word in words.split(";")}
_CONSENT_WORDS[""] = ""
_TRUE = frozenset(
    [
        "yes",
        "y",
        "si",
        "s",
        "true",
        "t",
        "1",
        "x",
        "ok",
        "checked",
        "verdadero",
        "stop",
        "opted",
        "out",
        "optout",
        "do",
        "not",
        "call",
        "do",
        "not",
        "text",
        "do",
        "not",
        "contact",
    ]
)
_FALSE = frozenset(
    [
        "no",
        "n",
        "false",
        "f",
        "0",
        "falso",
        "unchecked",
        "none",
        "opted",
        "in",
        "in",
        "subscribed",
        "active",
        "null",
        "na",
    ]
)
_TICKS = frozenset("✓✔☑✅×✗🗸")
_AFFIRMS = frozenset(
    [
        "yes",
        "y",
        "si",
        "yeah",
        "yep",
        "yea",
        "ok",
        "okay",
        "sure",
        "true",
        "agree",
        "agreed",
        "acepto",
        "claro",
        "x",
        "1",
        "yup",
        "checked",
        "por",
        "adelante",
        "consent",
    ]
)
_AGREES = re.compile(
    r"\b(?:i agree|estoy de acuerdo|de acuerdo|i consent|doy mi consentimiento|text me|opt in|opted in|por supuesto"
    r"|you may|you can|pueden|si quiero)\b"
)
_NOT = frozenset(
    ["no", "not", "don", "dont", "never", "nunca", "nope", "nah", "ninguno", "declino", "rather", "prefer"]
)
_WORD = re.compile(r"[a-z0-9]+")
_QUOTED = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)')


@lru_cache(maxsize=4096)
def read_language(text: str) -> str:
    """Reduce a language to "en" or "es"; another language stays as it was written."""
    if not text:
        return ""
    folded = fold(text)
    return _LANGUAGES.get(folded) or _LANGUAGES.get(folded.split(" ")[0], text)


@lru_cache(maxsize=4096)
def read_consent(text: str) -> str | None:
    """Reduce a consent to "opted_in" or "opted_out"; "" when the cell says neither, None when its words are not
    known.
    """
    if not text:
        return ""
    if text in _TICKS:
        return "opted_in"
    folded = fold(text)
    found = _CONSENT_WORDS.get(folded)
    if found is None and folded.startswith(("unsubscribed", "opted out", "bounced", "cleaned", "do not")):
        return "opted_out"
    if found is None and folded.startswith(("opted in", "subscribed")):
        return "opted_in"
    return found


def is_flagged(text: str) -> bool:
    """Say whether a flag such as "do not text" is set: yes, X, true, a date or any other word that is no "no"."""
    return bool(text) and (text in _TICKS or (fold(text) not in _FALSE and bool(fold(text))))


@lru_cache(maxsize=1024)
def read_yes_no(text: str) -> bool | None:
    """Read yes or no in English or Spanish; None for anything else."""
    folded = fold(text)
    if text in _TICKS or folded in _TRUE or folded in {"attended", "asistio", "checked in", "present", "completed"}:
        return True
    is_no = folded in _FALSE or folded in {
        "no show",
        "not attended",
        "no asistio",
        "absent",
        "did not attend",
        "noshow",
    }
    return False if is_no else None


@lru_cache(maxsize=4096)
def affirms(answer: str) -> bool:
    """Whether an answer to "May we text you?" is a yes: yes, sí, I agree, a tick…; anything in doubt is none."""
    text = answer.strip()
    if text in _TICKS:
        return True
    folded = fold(text.replace("’", "'").replace("'", ""))
    said = _WORD.findall(folded)
    if not said or _NOT & set(said):
        return False
    return said[0] in _AFFIRMS or bool(_AGREES.search(folded))


@lru_cache(maxsize=8192)
def split_tags(text: str) -> tuple[str, ...]:
    """Split a cell of tags at " ::: ", else at semicolons, else pipes, else commas outside quotes; each tag once,
    without its quotes.
    """
    if not text:
        return ()
    separator = next((each for each in (":::", ";", "|") if each in text), ",")
    if separator == "," and '"' in text:
        parts = [(quoted or bare).replace('""', '"') for quoted, bare in _QUOTED.findall(text)]
    else:
        parts = text.split(separator)
    cleaned = (_clean_tag(part) for part in parts)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _clean_tag(part: str) -> str:
    """Take off blanks and quotes; Google's own groups, marked by a star, are no tags but for those a person chose."""
    part = part.strip()
    if part in ("* myContacts", "* starred", "* My Contacts", "* Starred in Android"):
        return ""
    if len(part) > 1 and part[0] == part[-1] == '"':
        part = part[1:-1].strip()
    return part.removeprefix("* ").strip()
