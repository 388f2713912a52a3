"""Phone numbers out of whatever stands in a cell: one normaliser to E.164; and how they are shown or hidden.

A cell is read in three steps: what is not a number is taken out (addresses, dates, figures that lost digits),
the rest is cut where people cut (words, commas, slashes), and each piece is read as a number. A doubtful
piece is no number: it is better to ask a person again than to text a stranger.
"""

import re
import unicodedata
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, NumberParseException, PhoneMetadata

LONGEST_CELL = 500

_PLAIN_NANP = re.compile(r"\s*(?:\+?1[\s.-]?)?\(?([2-9]\d\d)\)?[\s./-]?([2-9]\d\d)[\s.-]?(\d{4})\s*", re.ASCII)
_FLOAT = re.compile(r"\+?(\d{7,15})\.0+")
_SCIENTIFIC = re.compile(r"(?<![\w.,])(\d)(?:[.,](\d+))?e\+?(\d{1,2})(?!\w)", re.IGNORECASE | re.ASCII)
_NOT_A_NUMBER = re.compile(
    r"\S+@\S+\.\w+"  # an e-mail address
    r"|\bhttps?://(?!wa\.me/)\S+"
    r"|(?<![\d./-])(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?!\d)(?:[t"
    r" ]+\d{1,2}:\d\d(?::\d\d)?)?"
    r"|(?<![\d./-])\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?![\d./-])(?:[t ]+\d{1,2}:\d\d(?::\d\d)?)?"
    r"|\b(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b"  # an IPv4 address
    r"|(?<![\d:])\d{1,2}:\d{2}(?![\d:])(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b"  # a time of day
    r"|(?<![\d.-])\d(?:st|nd|rd|th|er|ro|ra|do|da)\b",  # first, 2nd, 2do
    re.IGNORECASE | re.ASCII,
)
_PIECE = re.compile(r"\+?[\d(][\d\s().\-_]*")
_PIECE_LOOSELY = re.compile(r"\+?[\d(\[][\d\s()\[\].\-_/,·•~*]*")
_ABROAD = re.compile(r"^(?:011|00)[\s.-]*(?=[1-9])")
# Where the groups of a ten-digit number may end: 303 555 0123, 303 5550123, 303555 0123, 303 555 01 23.
_GROUP_ENDS = frozenset({3, 6, 8, 10})
_ZIP_DIGITS = 5


def normalize(raw: str | None, region: str = "US") -> str | None:
    """Give the first number of a cell in E.164, or None for what cannot be texted; never raises."""
    numbers = normalize_all(raw, region)
    return numbers[0] if numbers else None


def normalize_all(raw: str | None, region: str = "US") -> list[str]:
    """Give every number of a cell in E.164, in order and each once; read national numbers as of the ISO
    region."""
    if raw is None:
        return []
    plain = _plain_nanp(str(raw), region)
    if plain is not None:
        return [plain]
    text = _readable(str(raw)[:LONGEST_CELL])
    # A slash or a comma usually parts two numbers, so they are read inside one (303/555-0123) only when
    # that finds none.
    found = _numbers(text, _PIECE, region) or _numbers(text, _PIECE_LOOSELY, region)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=65_536)
def format_national(e164: str) -> str:
    """Write a number for a screen: "(303) 555-0123" for +1, with the country code otherwise; other text
    stays as it is."""
    if _is_nanp(e164.removeprefix("+1")) and e164.startswith("+1"):
        return f"({e164[2:5]}) {e164[5:8]}-{e164[8:]}"
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def mask(e164: str) -> str:
    """Hide all of a number but its last four digits, for logs and for screens of people who may not see
    it."""
    return f"•••{e164[-4:]}" if len(e164) > 7 else "•••"


def _plain_nanp(raw: str, region: str) -> str | None:
    match = _PLAIN_NANP.fullmatch(raw) if len(raw) <= LONGEST_CELL and _is_nanp_region(region) else None
    if match is None:
        return None
    beginning, end = match[1] + match[2], match[3]
    return f"+1{beginning}{end}" if _is_nanp_block(beginning + end[0]) else None


def _readable(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell)
    text = "".join(_plain_character(character) for character in text).strip().strip("='\"`").strip()
    if whole := _FLOAT.fullmatch(text):
        return whole[1]
    return _NOT_A_NUMBER.sub(" | ", _SCIENTIFIC.sub(_written_out, text))


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == "−":
        return "-"
    # Format characters (bidi marks of phones, zero-width spaces) vanish; control characters part pieces.
    return "" if category in {"Cf", "Mn", "Me"} else " | " if category == "Cc" else character


def _written_out(match: re.Match[str]) -> str:
    whole, fraction, power = match[1], match[2] or "", int(match[3])
    kept = fraction[:power]
    # 1.30356E+10 has lost its last digits; only a mantissa that holds every digit can be believed.
    is_whole = len(kept) == power and not fraction[power:].strip("0")
    return f" {whole}{kept} " if is_whole else " | "


def _numbers(text: str, piece: re.Pattern[str], region: str) -> list[str]:
    return [number for match in piece.finditer(text) for number in _read_piece(match[0], region)]


def _read_piece(piece: str, region: str) -> list[str]:
    digits = re.sub(r"\D", "", piece)
    international = piece.startswith("+") or _ABROAD.match(digits) is not None
    if international:
        digits = _ABROAD.sub("", digits, count=1)
    # A 1 is never the start of another country's code.
    if digits.startswith("1") if international else _is_nanp_region(region):
        return _read_nanp(_ABROAD.sub("", piece.removeprefix("+").strip(), count=1))
    return _valid(f"+{digits}", None) if international else _valid(digits, region)


def _valid(number: str, region: str | None) -> list[str]:
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return []
    if not phonenumbers.is_valid_number(parsed):
        return []
    return [phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)]


def _read_nanp(piece: str) -> list[str]:
    """Cut groups of digits into whole +1 numbers; a piece with groups left over that are no ZIP code holds
    none."""
    groups = re.findall(r"\d+", piece)
    found: list[str] = []
    start = 0
    while start < len(groups):
        number, end = _number_at(groups, start)
        if number is not None:
            found.append(number)
        elif len(groups[start]) != _ZIP_DIGITS:
            return []
        start = end
    return found


def _number_at(groups: list[str], start: int) -> tuple[str | None, int]:
    """Read one number from the group at `start`: the number or None, and the index of the group after it."""
    digits = ""
    ends = set[int]()
    for index in range(start, len(groups)):
        digits += groups[index]
        national = digits.removeprefix("1")
        ends.add(len(national))
        if len(national) >= 10:
            is_number = ends - {0} <= _GROUP_ENDS and _is_nanp(national)
            return (f"+1{national}", index + 1) if is_number else (None, start + 1)
    return None, start + 1


def _is_nanp_region(region: str) -> bool:
    return region in COUNTRY_CODE_TO_REGION_CODE[1]


def _is_nanp(national: str) -> bool:
    return len(national) == 10 and national.isdecimal() and _is_nanp_block(national[:-3])


@lru_cache(maxsize=16_384)
def _is_nanp_block(beginning: str) -> bool:
    """Say whether the thousand numbers that begin so are in use: no plan of numbers looks at their last three
    digits."""
    return _nanp_pattern().fullmatch(f"{beginning}000") is not None


@cache
def _nanp_pattern() -> re.Pattern[str]:
    """Join the patterns of every kind of number in every +1 country, so that one match says what
    is_valid_number says."""
    patterns = set[str]()
    for region in COUNTRY_CODE_TO_REGION_CODE[1]:
        metadata = PhoneMetadata.metadata_for_region(region)
        if metadata is None:
            raise LookupError(region)
        kinds = (
            metadata.fixed_line, metadata.mobile, metadata.toll_free, metadata.premium_rate,
            metadata.shared_cost,
            metadata.personal_number, metadata.voip, metadata.pager, metadata.uan, metadata.voicemail,
        )  # fmt: skip
        patterns.update(kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)), re.ASCII)
