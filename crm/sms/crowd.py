"""How a crowd of people answers texts: what each writes, when, and whose phone fails. The same seed gives the same evening.

Pure: of a hundred people so many say yes, no, ask, stop, stay silent or cannot be reached, in two languages, with slips of
the thumb; who has answered mostly stays silent afterwards.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from crm.core.errors import N_, Refused


class Way(StrEnum):
    """What somebody does with a text."""

    YES = "yes"
    NO = "no"
    QUESTION = "question"
    STOP = "stop"
    SILENCE = "silence"
    ERROR = "error"


USUAL = MappingProxyType(
    {Way.YES: 30, Way.NO: 12, Way.QUESTION: 14, Way.STOP: 2, Way.SILENCE: 37, Way.ERROR: 5},
)
"""Of a hundred people, as an evening usually goes."""
MOST_MINUTES = 24 * 60
ERRORS = (30003, 30005, 30006, 30007, 30008)
SLIPS = 0.15
"""How often a thumb slips in an answer of several letters."""
_WORDS: Mapping[Way, Mapping[str, tuple[str, ...]]] = {
    Way.YES: {
        "en": ("Yes", "yes!", "I'll be there", "Yes, me and my sister", "count me in", "Yep see you", "👍 yes"),
        "es": ("Si", "Sí, ahí estaré", "si voy con mi hermana", "Claro que sí", "cuenten conmigo", "Sii"),
    },
    Way.NO: {
        "en": ("No", "can't make it sorry", "No, I work that night", "not this time", "Sorry no"),
        "es": ("No", "no puedo esa noche", "No, trabajo ese día", "esta vez no, perdón"),
    },
    Way.QUESTION: {
        "en": (
            "What time does it start?",
            "Where is it?",
            "Is there child care?",
            "Can I bring my kids?",
            "who is this?",
        ),
        "es": ("¿A qué hora empieza?", "dónde es?", "¿Hay cuidado de niños?", "puedo llevar a mis hijos?", "quién es?"),
    },
    Way.STOP: {
        "en": ("STOP", "please take me off your list", "stop texting me", "Unsubscribe", "wrong number"),
        "es": ("ALTO", "ya no me manden mensajes", "quítenme de la lista", "BAJA", "número equivocado"),
    },
}
_THANKS = {"en": ("Thanks!", "ok thank you", "great"), "es": ("¡Gracias!", "ok gracias", "muy bien")}


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person does with one text: writes words after so many minutes, or lets it fail with a code, or nothing."""

    way: Way
    words: str = ""
    minutes: float = 0.0
    error_code: int | None = None


def checked_mix(mix: Mapping[str, int]) -> dict[str, int]:
    """The mix as it is kept; Refused unless it is whole numbers that make a hundred."""
    kept = {way.value: mix.get(way.value, 0) for way in Way}
    if any(share < 0 for share in kept.values()) or sum(kept.values()) != 100:
        raise Refused(N_("The shares together must make 100; they make %(sum)s."), sum=sum(kept.values()))
    return kept


def turn_of(seed: int, phone: str, nth: int, language: str, mix: Mapping[str, int], slowest_minutes: int) -> Turn:
    """What the owner of a phone does with the nth text to it (from 0) in an evening."""
    dice = random.Random(f"{seed}:{phone}:{nth}")  # noqa: S311 - a play, not a secret
    if nth:
        return _afterwards(dice, language, slowest_minutes)
    way = Way(dice.choices(list(mix), weights=list(mix.values()))[0])
    if way is Way.SILENCE:
        return Turn(way)
    if way is Way.ERROR:
        return Turn(way, error_code=dice.choice(ERRORS))
    words = dice.choice(_WORDS[way].get(language) or _WORDS[way]["en"])
    return Turn(way, _slip(dice, words), _minutes(dice, slowest_minutes))


def _afterwards(dice: random.Random, language: str, slowest_minutes: int) -> Turn:
    if dice.random() < 0.75:
        return Turn(Way.SILENCE)
    return Turn(Way.YES, dice.choice(_THANKS.get(language) or _THANKS["en"]), _minutes(dice, slowest_minutes))


def _minutes(dice: random.Random, slowest_minutes: int) -> float:
    """Most answer soon, a few late."""
    return min(slowest_minutes, -math.log(1 - dice.random()) * slowest_minutes / 4)


def _slip(dice: random.Random, words: str) -> str:
    """Two letters in the wrong order now and then; words of four letters and less stay as they are."""
    if len(words) < 5 or dice.random() >= SLIPS:
        return words
    place = dice.randrange(1, len(words) - 2)
    return words[:place] + words[place + 1] + words[place] + words[place + 2 :]
