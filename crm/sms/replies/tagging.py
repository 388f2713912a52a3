"""From words to concepts: each word of a line becomes its tag, misspelt or not; words of no concept stay."""

import re
from functools import lru_cache
from re import Pattern

from crm.sms.replies.concepts import IRREGULAR, NOUNS, OTHERS, POLITICAL_WORDS, THINGS, VERBS, inflected
from crm.sms.replies.concepts_spanish import spanish_concept
from crm.sms.replies.phrases import words
from crm.sms.replies.spelling import slip

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
    return tags | {form: tag or form for tag, forms in IRREGULAR.items() for form in forms}


_ENGLISH = _english()
# Words of five letters and more that are found behind one slip; and words one slip away that mean something else.
_MISSPELT = frozenset(
    word for word, tag in _ENGLISH.items()
    if len(word) >= 5 and tag.removesuffix("ED") in {"STOP", "SEND", "TEXT", "REMOVE", "UNSUB", "MSG", "PHONE"}
)  # fmt: skip
_OTHER_WORDS = words(
    "brother mother other bothered contract contracts white wrote wrist spending lending mending ending bending"
    " sense seeding feeding tending vending remote removal teach react peach beach breach phony those"
    " phase lines lined linen names named cells sells riding biding testing nexting vexing alters alert"
    " alarms erased delighted deleted flooring blood floods flooded wiped wired sipping bring pings pinning"
    " writer whiting waiting wring fright remind rewind include included inside numbed member lumber stopped stops"
    " ended mended messes massage message spell halts salt salty hits hitting sitting bitting knitting"
    " suspended suspect cancel cancer canceled cancelled avoid void blocked rolled tests texas taxes texans"
    " update notice invites incite invited reminder meant retired tired retire retiring spends refuse mobile"
    " noble lists listed device devices advice notify"
)


# Words that are often run together with the next: "yano", "removeme", "stoptexting".
_RUN_TOGETHER = {"yano": "ya NEG", "nome": "NEG ME"}
_GLUED = ("yano", "nome", "stop", "remove", "delete", "dont", "quit", "please", "nomas", "ya", "no")


def _deletions(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _slips() -> dict[str, str]:
    found: dict[str, str] = {}
    for word in sorted(_MISSPELT):
        for shorter in _deletions(word) | {word}:
            found.setdefault(shorter, word)
    return found


_SLIPS = _slips()
_DOUBLED = re.compile(r"(.)\1")
_SINGLE = {_DOUBLED.sub(r"\1", word): word for word in sorted(_MISSPELT)}  # "harrasing", "messagging"


@lru_cache(maxsize=4096)
def concept(word: str) -> str:
    """Give the tag, or the two tags, of a word; a word of no concept comes back as it is."""
    known = _ENGLISH.get(word) or spanish_concept(word)
    if known is not None:
        return known
    if word in _RUN_TOGETHER:
        return _RUN_TOGETHER[word]
    if len(word) < 5 or word in _OTHER_WORDS or not word.isalpha():
        return word
    return _unglued(word) or _unslipped(word) or word


def _unglued(word: str) -> str | None:
    for first in _GLUED:
        rest = concept(word.removeprefix(first)) if word.startswith(first) else ""
        if rest.replace(" ", "").isupper() and rest != "POL":
            return f"{concept(first)} {rest}"
    return None


def _unslipped(word: str) -> str | None:
    single = _SINGLE.get(_DOUBLED.sub(r"\1", word))
    if single is not None:
        return _ENGLISH[single]
    for shorter in sorted(_deletions(word) | {word}):
        meant = _SLIPS.get(shorter)
        if meant is not None and meant[0] == word[0] and slip(word, meant):
            return _ENGLISH[meant]
    return None


# Several words that say what one says; the border keeps "no, stop" from reading as "do not stop".
_IDIOMS: tuple[tuple[Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![^ ])(?:{said})(?![^ ])"), meant)
    for said, meant in (
        (r"(?:opt(?:ing|s)?|otp|oppt|op) (?:me |us |my number |this number |this phone |him |her )?"
         r"(?:out|oit|ouy|iut|ot|otu|oout|owt|aut)", "unsubscribe"),
        (r"opt(?:ed|ted) (?:me )?out", "unsubscribed"),
        (r"(?:cut|knock|cutting|knocking) (?:it|this|that) (?:out|off)|give (?:it|this|me) a rest|lay off|back off"
         r"|cut the crap|call it quits|chill (?:out )?with|ease up (?:on|with)|(?:turn|shut|switch) off"
         r"|(?:turn|shut|switch)(?= (?:these|this|the|it|them|your|all)\b.{0,30} off)|put (?:a stop"
         r"|an end) to", "stop"),
        (r"(?:blow|blowing|light|lighting)(?: (?:my|this|up|phone|cell))+|hit(?:ting)? (?:me|us) up|hmu"
         r"|reach(?:ing)? out(?: to)?|get(?:ting)? (?:in touch|a hold of|ahold of)|be in touch", "contact me"),
        (r"hear(?:ing)? (?:anything |any more |more |back )?from", "receive from"),
        (r"saber (?:nada |mas )?de|oir (?:nada |mas )?de", "recibir nada de"),
        (r"(?:dont|do not|no) (?:call|contact|text) (?:list|registry|register)|do not contact", "dnc"),
        (r"no (?:mamen?|manchen?|seas?n? (?!parte|part)\w+|la chinguen)", "/"),
        (r"(?:have |had |ive |having )+(?:had )?(?:it|enough|my fill)(?= with| of)", "enough"),
        (r"no mo", "no more"),
        (r"un enroll|dis enroll", "unsubscribe"),
        (r"ya chole|ya estuvo(?: bueno| bien| suave)?|ta bueno(?: ya)?|esta bueno ya|ya fue"
            r"|me tienen?(?: bien| ya)? (?:hart[oa]|hasta (?:la|el) \w+)", "suficiente"),
        (r"\d{3} \d{3} \d{4}|\d{3} \d{4}|\d{7,11}", "number"),
    )
)  # fmt: skip

# A border keeps "no, stop" and "not interested, stop" from reading as "do not stop".
_RUN_ON = re.compile(
    r"(?<![^ ])(no(?! quit[ea]| borr| deje)|interested|thanks|gracias|more|sorry|here|bro|lol|work|busy|nope"
    r"|yes|interesa|for this)"
    r" (?=(?:stop|quit|remove|unsubscribe|delete|cease|take me|dont|leave me|quiten\w*|borren\w*|dejen) )"
)


def concepts(line: str) -> str:
    """Write a line of words, clauses parted by ` / `, as a line of concepts."""
    said = " ".join(line.split()[:LONGEST_LINE])
    for idiom, meant in _IDIOMS:
        said = idiom.sub(meant, said)
    return " ".join(concept(word) for word in _RUN_ON.sub(r"\1 / ", said + " ").split())
