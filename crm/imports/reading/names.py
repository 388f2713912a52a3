"""Split names that came in one column, and take the person's name out of what Zoom shows on the screen."""

import re
from typing import NamedTuple

from nameparser import HumanName

from crm.imports.reading.cells import fold
from crm.imports.reading.surnames import SPANISH_SURNAMES

_PRONOUN = r"(?:she|her|hers|he|him|his|they|them|theirs?|ze|zir|xe|xem|any|all|ella|él|el|elle|ellas?|ellos)"
_PRONOUNS = re.compile(rf"[(\[]\s*{_PRONOUN}(?:\s*[/,|&]\s*{_PRONOUN})*(?:\s+pronouns)?\s*[)\]]", re.IGNORECASE)
_BARE_PRONOUNS = re.compile(rf"\b{_PRONOUN}(?:\s*/\s*{_PRONOUN})+\b", re.IGNORECASE)
_ORIGINAL = re.compile(r"\(([^()]+)\)\s*$")
_GROUP_BEFORE = re.compile(r"^[A-Z][A-Z0-9&./]{1,7}\s+[-–—|:]\s+(?=\S)")
_PLACE_AFTER = re.compile(r"\s+[-–—|]\s+.*$")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f]|\u200d(?![^\\W\\d_])"
)
_DEVICE = re.compile(
    r"^(?:guest|invitado|invitada)\b|\b(?:i\s?phone|i\s?pad|ipod|galaxy|android|samsung|pixel \d"
    r"|moto(?:rola)?|oneplus|huawei|redmi|chromebook|macbook|imac|laptop|desktop|tablet|tableta|computer"
    r"|computadora|celular|tel[eé]fono|phone|call-?in|zoom user|user[_ ]\d+|participant \d+"
    r"|sm-[a-z]\d+|lg-\w+)",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"^(?P<owner>[^\W\d_][^\d]*?)['’]s\s+"
    r"|(?:iPhone|iPad|celular|tel[eé]fono) de (?P<dueno>[A-ZÁÉÍÓÚÑ].*)$"
)
_PHONE = re.compile(r"^\+?[\d\s().*-]{7,20}$")
_SUFFIX_BETWEEN = re.compile(r"^([^,]+), *((?:jr|sr|ii|iii|iv)\b\.?) *, *([^,]+)$", re.IGNORECASE)
"""Smith, Jr., John."""
_SIMPLE = re.compile(r"^([^\W\d_][\w'’.-]*) ([^\W\d_][\w'’-]*)$")


class NameParts(NamedTuple):
    """The parts of one person's name; every word of what was given stands in one of them."""

    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    prefix: str = ""


def split_name(text: str) -> NameParts:
    """Split a full name: comma form, titles and suffixes are known, two Spanish surnames stay together in
    last.
    """
    text = " ".join(text.split())
    simple = _SIMPLE.match(text)
    if simple and not text.isupper() and not _is_title(simple[1]):
        return NameParts(first=simple[1], last=simple[2])
    if between := _SUFFIX_BETWEEN.match(text):
        return split_name(f"{between[1]}, {between[3]}")._replace(suffix=between[2])
    words = text.split()
    if len(words) == 3 and text.isupper() and len(words[2].strip(".")) == 1 and "," not in text:
        return NameParts(first=words[1], middle=words[2], last=words[0])
    return _keep_surnames(HumanName(text), text)


def _is_title(word: str) -> bool:
    return fold(word) in {
        "dr",
        "dra",
        "mr",
        "mrs",
        "ms",
        "miss",
        "sr",
        "sra",
        "srta",
        "rev",
        "sister",
        "brother",
        "don",
        "dona",
    }


def _keep_surnames(parsed: HumanName, text: str) -> NameParts:
    first, middle, last = parsed.first, parsed.middle, parsed.last
    if parsed.nickname:
        first = first if first else f"{first} {parsed.nickname}".strip()
        middle = middle if first == parsed.nickname else f"{middle} ({parsed.nickname})".strip()
    words = middle.split()
    if words and "," not in text and _is_surname(words[-1]) and _is_surname(last.split()[-1] if last else ""):
        middle, last = " ".join(words[:-1]), f"{words[-1]} {last}"
    return NameParts(first, middle, last, parsed.suffix, parsed.title)


def _is_surname(word: str) -> bool:
    folded = fold(word).split()
    return bool(folded) and (folded[0] in SPANISH_SURNAMES or (folded[0].endswith("ez") and len(folded[0]) > 4))


def is_phone(text: str) -> bool:
    """Say whether a name on the screen is a caller's telephone number."""
    return bool(_PHONE.match(text)) and sum(c.isdigit() for c in text) >= 7


def is_device(text: str) -> bool:
    """Say whether a name on the screen is a machine's or an anonymous caller's rather than a person's."""
    return bool(_DEVICE.search(text))


def read_display_name(text: str) -> NameParts:
    """Take the person's name out of "CU - Name", "Nick (she/they) (Name)", "Ana's iPhone"; empty for a
    nameless device.
    """
    bare = without_emoji(_BARE_PRONOUNS.sub("", _PRONOUNS.sub(" ", text)))
    original = _ORIGINAL.search(bare)
    if original and _says_more(original[1], bare[: original.start()]):
        return read_display_name(original[1])
    bare = _PLACE_AFTER.sub("", _GROUP_BEFORE.sub("", _ORIGINAL.sub("", bare))).strip(" -–—|,")
    if is_phone(bare):
        return NameParts()
    if is_device(bare):
        owner = _OWNER.search(bare)
        return split_name((owner["owner"] or owner["dueno"]).strip()) if owner else NameParts()
    return split_name(bare)


def _says_more(original: str, shown: str) -> bool:
    """Say whether the name in parentheses is a person's, and the fuller one of the two."""
    if is_device(original) or is_device(shown):
        return not is_device(original)
    return (len(original.split()), len(original)) >= (len(shown.split()), len(shown.strip()))


def without_emoji(text: str) -> str:
    """Leave out pictures and what joins them, and the blanks that they leave behind."""
    return " ".join(_EMOJI.sub(" ", text).split())
