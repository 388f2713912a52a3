"""From words to concepts: each word of a line becomes its tag, misspelt or not; words of no concept stay."""

from functools import lru_cache

from crm.sms.replies.concepts import IRREGULAR, NOUNS, OTHERS, POLITICAL_WORDS, THINGS, VERBS, inflected
from crm.sms.replies.concepts_spanish import spanish_concept
from crm.sms.replies.phrases import words

LONGEST_LINE = 220  # words; what a text says is said by then


def _english() -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag, bases in VERBS.items():
        for base in bases:
            for form, is_past in inflected(base).items():
                tags.setdefault(form, tag + "ED" if is_past else tag)
    for tag, nouns in NOUNS.items():
        tags |= dict.fromkeys(nouns, tag)
    tags |= dict.fromkeys(POLITICAL_WORDS, "POL") | dict.fromkeys(OTHERS, "THEY") | dict.fromkeys(THINGS, "THING")
    return tags | IRREGULAR


_ENGLISH = _english()
# Words of five letters and more that are found behind one slip; and words one slip away that mean something else.
_MISSPELT = frozenset(
    word for word, tag in _ENGLISH.items()
    if len(word) >= 5 and tag.removesuffix("ED") in {"STOP", "SEND", "TEXT", "REMOVE", "UNSUB", "MSG", "PHONE"}
)  # fmt: skip
_OTHER_WORDS = words(
    "brother mother other bothered contract contracts white wrote wrist spending lending mending ending bending"
    " sense seeding feeding tending vending remote removal teach react reaching# peach beach breach phony those"
    " phase lines lined linen names named cells sells sending# riding biding testing nexting vexing alters alert"
    " alarms erased delighted deleted flooring blood floods flooded wiped wired sipping bring pings pinning"
    " writer whiting waiting wring fright remind rewind include included inside numbed member lumber stopped stops"
    " ended mended messes massage message spell halts salt salty hits hitting sitting bitting knitting quitting#"
    " suspended suspect cancel cancer canceled cancelled avoid void blocked rolled tests texas taxes texans"
    " update notice invites incite invited reminder meant mobile noble lists listed device devices advice notify"
)


def _deletions(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _slips() -> dict[str, str]:
    found: dict[str, str] = {}
    for word in sorted(_MISSPELT):
        for shorter in _deletions(word) | {word}:
            found.setdefault(shorter, word)
    return found


_SLIPS = _slips()


@lru_cache(maxsize=4096)
def concept(word: str) -> str:
    """Give the tag, or the two tags, of a word; a word of no concept comes back as it is."""
    known = _ENGLISH.get(word) or spanish_concept(word)
    if known is not None:
        return known
    if len(word) < 5 or word in _OTHER_WORDS or not word.isalpha():
        return word
    for shorter in sorted(_deletions(word) | {word}):
        meant = _SLIPS.get(shorter)
        if meant is not None and meant[0] == word[0] and abs(len(meant) - len(word)) < 2:
            return _ENGLISH[meant]
    return word


def concepts(line: str) -> str:
    """Write a line of words, clauses parted by ` / `, as a line of concepts."""
    return " ".join(concept(word) for word in line.split()[:LONGEST_LINE])
