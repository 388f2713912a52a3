"""A text written out plainly: one case, no accents, no decoration, common short forms spelled out, cut into
clauses."""

import re
import unicodedata
from dataclasses import dataclass

from crm.sms.replies.spelling import correct, correct_alone

LONGEST_TEXT = 4_000

_QUOTES = str.maketrans("‘’‚‛′`´ʼ“”„‟″«»", "''''''''\"\"\"\"\"\"\"")
_LOOKALIKE_LETTERS = str.maketrans("аеорсхуіѕтнкмв", "aeopcxyistnkmb")  # Cyrillic letters that pass for Latin ones
_STARRED = re.compile(r"\bf[*@#$%!.-]{1,4}(?:ck|k)?(?=\b|[\s*]|$)|\bf[u@*]c?[*@#]k\b")
_SPACED_OUT = re.compile(r"(?<![a-z0-9])(?:[a-z][\s.\-_*,]+){2,}[a-z](?![a-z0-9'])")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_DICTATED = re.compile(r"\b(?:exclamation (?:point|mark)|question mark|comma)\b")  # phones that take dictation
_BORDER = re.compile(r"[.!?;:,\n\r|()\[\]{}…¡¿/]+|\s[-–—]+\s|--+|[–—]")
_SIGNS = re.compile(r"#(?!\w)|\bw/\s?")  # "wrong #" and "stop w/ these"
_WORD = re.compile(r"[a-z0-9$@#][a-z0-9$@']*")
_EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
)
# Two words that say what one says, so that a table needs only the one.
_JOINED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![^ ]){two}(?![^ ])"), one)
    for two, one in (
        ("do not", "dont"),
        ("does not", "doesnt"),
        ("did not", "didnt"),
        ("is not", "isnt"),
        ("are not", "arent"),
        ("was not", "wasnt"),
        ("will not", "wont"),
        ("would not", "wouldnt"),
        ("can not", "cant"),
        ("i am", "im"),
        ("i have(?! to)", "ive"),
        ("i will", "ill"),
        ("i would", "id"),
        ("you are", "youre"),
        ("you have", "youve"),
        ("any more", "anymore"),
        ("un subscribe", "unsubscribe"),
        ("no longer", "nolonger"),
        ("phone number", "number"),
        ("cell number", "number"),
        ("thank you", "thanks"),
        ("por fa", "por favor"),
        ("x favor", "por favor"),
        ("f yourself", "fuck yourself"),
        ("take me of", "take me off"),
        ("me of of", "me off of"),
        ("me of (?=(?:ur|your|the|this|yalls?) (?:list|text|group))", "me off "),
        ("f you", "fuck you"),
        ("f off", "fuck off"),
        ("f this", "fuck this"),
        ("go f", "go fuck"),
        ("you all", "yall"),
        ("you guys", "yall"),
        ("you people", "yall"),
        ("yall all", "yall"),
        ("mobile number", "number"),
        ("text messages", "texts"),
        ("text message", "text"),
    )
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text ready to be compared: `line` holds its words with ` / ` between clauses, `emoji` its signs, in
    order."""

    plain: str
    line: str
    emoji: tuple[str, ...]
    capitalised: frozenset[str]
    asks: bool

    @property
    def words(self) -> list[str]:
        """The words alone, without the borders of clauses."""
        return [word for word in self.line.split() if word != "/"]


def read(text: str) -> Reading:
    """Read at most LONGEST_TEXT characters of a text; any input gives a reading, an empty one for what has
    no words."""
    shown = unicodedata.normalize("NFKC", text[:LONGEST_TEXT].translate(_QUOTES)).translate(_QUOTES)
    return read_plain(plain(shown), _capitalised(shown), tuple(_EMOJI.findall(shown)))


def read_plain(folded: str, capitalised: frozenset[str] = frozenset(), emoji: tuple[str, ...] = ()) -> Reading:
    """Cut a folded text into clauses of corrected words."""
    undisguised = _SPACED_OUT.sub(_closed_up, _STARRED.sub(" fuck ", folded))
    undisguised = _STRETCHED.sub(r"\1", _DICTATED.sub(" , ", undisguised)).replace("we're", "we are")
    clauses = [_clause(part) for part in _BORDER.split(undisguised)]
    line = " / ".join(clause for clause in clauses if clause)
    for two, one in _JOINED:
        line = two.sub(one, line)
    if " " not in line:
        line = correct_alone(line)
    return Reading(folded, line, emoji, capitalised, "?" in folded or "¿" in folded)


def plain(shown: str) -> str:
    """Fold case and accents and drop invisible marks; punctuation and quotes stay."""
    decomposed = unicodedata.normalize("NFD", shown.casefold())
    kept = (mark for mark in decomposed if unicodedata.category(mark) not in {"Mn", "Me", "Cf"})
    return _SIGNS.sub(_spoken, "".join(kept).translate(_LOOKALIKE_LETTERS)).strip()


def _clause(part: str) -> str:
    bare = (
        word.strip("'").replace("'", "") if word not in {"y'all", "ya'll"} else "yall" for word in _WORD.findall(part)
    )
    return " ".join(correct(word) for word in bare if word)


def _spoken(match: re.Match[str]) -> str:
    return " number " if match[0] == "#" else "with "


def _closed_up(match: re.Match[str]) -> str:
    # "s t o p" and "S-T-O-P" are one word; "a b or c" and "i a m" are not worth the risk.
    closed = re.sub(r"[^a-z]", "", match[0])
    return closed if closed in {"stop", "alto", "end", "quit", "cancel", "unsubscribe"} else match[0]


def _capitalised(shown: str) -> frozenset[str]:
    """Name the words written like names, unless the whole text is in capitals."""
    if shown.isupper():
        return frozenset()
    found = re.findall(r"\b[^\W\d_][^\W\d_]+", shown)
    return frozenset(plain(word) for word in found if word[0].isupper() and not word[1:].isupper())
