"""How a text travels: its encoding, its length in units and the number of parts it is billed as (3GPP TS
23.038, 23.040)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["GSM-7", "UCS-2"]

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
_GSM_TEXT = re.compile(f"[{re.escape(''.join(sorted(GSM_BASIC | GSM_EXTENDED)))}]*")
_TWO_SEPTETS = re.compile(f"[{re.escape(''.join(sorted(GSM_EXTENDED)))}]")
_TWO_CODE_UNITS = re.compile("[\U00010000-\U0010ffff]")

# Units that fit in one part alone, and in each part of several (six octets go to the header that joins them).
_CAPACITY: dict[Encoding, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}

# Punctuation that word processors and phones put in, and what says the same inside GSM-7. No letter is in
# this table.
_PLAIN: dict[str, str] = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'", "ʼ": "'", "‹": "<", "›": ">",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁃": "-", "•": "-", "·": "-",
    "…": "...", "⁄": "/", "×": "x", "÷": "/", "™": "TM", "©": "(c)", "®": "(r)", "½": "1/2",
    "¼": "1/4", "¾": "3/4",
    "→": "->", "←": "<-", "✓": "v", "¢": "c", "¦": "|", "№": "No.",
    "\t": " ", "\v": "\n", "\u0085": "\n", "\u2028": "\n", "\u2029": "\n",
    "\u00a0": " ", "\u1680": " ", "\u2000": " ", "\u2001": " ", "\u2002": " ", "\u2003": " ", "\u2004": " ",
    "\u2005": " ", "\u2006": " ", "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ",
    "\u205f": " ", "\u3000": " ",
    "\u00ad": "", "\u200b": "", "\u200e": "", "\u200f": "", "\u202a": "", "\u202b": "", "\u202c": "",
    "\u202d": "", "\u202e": "", "\u2060": "", "\u2066": "", "\u2067": "", "\u2068": "", "\u2069": "",
    "\ufeff": "",
}  # fmt: skip
_PLAIN_TABLE = str.maketrans(_PLAIN)


@dataclass(frozen=True, slots=True)
class Segments:
    """The size of a text: units are septets in GSM-7 and UTF-16 code units in UCS-2; segments are the parts
    billed."""

    encoding: Encoding
    units: int
    segments: int


@dataclass(frozen=True, slots=True)
class CostlyCharacter:
    """One character that forces UCS-2: its Unicode name, what `mend` puts in its place (None: nothing can),
    how often."""

    character: str
    name: str
    replacement: str | None
    count: int


def measure(text: str) -> Segments:
    """Measure a text as it will be sent; an empty text is GSM-7 with 0 units and 0 segments, for nothing is
    sent."""
    encoding: Encoding = "GSM-7" if _GSM_TEXT.fullmatch(text) else "UCS-2"
    wide = _TWO_SEPTETS if encoding == "GSM-7" else _TWO_CODE_UNITS
    units = len(text) + len(wide.findall(text))
    alone, joined = _CAPACITY[encoding]
    if units <= alone:
        return Segments(encoding, units, 1 if units else 0)
    if units == len(text):
        return Segments(encoding, units, -(-units // joined))
    return Segments(encoding, units, _parts((2 if wide.match(character) else 1 for character in text), joined))


def costly_characters(text: str) -> list[CostlyCharacter]:
    """List what forces a text into UCS-2, in order of first appearance; an empty list means that it is
    GSM-7."""
    counts: dict[str, int] = {}
    for costly in _costly(text):
        counts[costly] = counts.get(costly, 0) + 1
    return [CostlyCharacter(costly, _name(costly), _replacement(costly), count) for costly, count in counts.items()]


def mend(text: str) -> str:
    """Replace punctuation outside GSM-7 by its plain equivalent; letters keep their accents, emoji stay as
    they are."""
    # Composing comes first: "n" with a loose tilde is UCS-2, the letter "ñ" is not. And last: a removed
    # mark may join two.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_PLAIN_TABLE))


def _is_gsm(text: Iterable[str]) -> bool:
    return all(character in GSM_BASIC or character in GSM_EXTENDED for character in text)


def _parts(widths: Iterable[int], capacity: int) -> int:
    # Dividing the sum would split a pair (escape + character, or two surrogates) that meets the end of a
    # part.
    parts, used = 1, 0
    for width in widths:
        if used + width > capacity:
            parts, used = parts + 1, 0
        used += width
    return parts


def _costly(text: str) -> Iterator[str]:
    for cluster in _clusters(text):
        if _is_gsm(cluster):
            continue
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster and _is_gsm(composed):
            yield cluster
        else:
            yield from (character for character in composed if not _is_gsm(character))


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for character in text:
        if cluster and not unicodedata.combining(character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _name(costly: str) -> str:
    composed = unicodedata.normalize("NFC", costly)
    return unicodedata.name(composed[0], f"U+{ord(composed[0]):04X}")


def _replacement(costly: str) -> str | None:
    mended = mend(costly)
    return mended if mended != costly and _is_gsm(mended) else None
