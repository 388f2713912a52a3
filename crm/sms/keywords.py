"""Words that people text to do something, as they are read; and who does what with them.

"RSVP CODE", "SI CODE", "YES CODE" answer an action's ask; "AQUI CODE", "HERE CODE" sign in at its door. An organization's
own keywords are whole texts of one word. Words that end, begin or explain texting are none, whoever asks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm.core.actor import Actor
from crm.core.registry import Registry
from crm.core.text import fold, words
from crm.sms.models import Conversation, Message
from crm.sms.replies import Intent, classify

Handler = Callable[[Actor, datetime, Conversation, Message], str | None]
handlers: Registry[Handler] = Registry("keyword handler")
"""By name: each is asked what it did with a text that is no stop, no start and is not held; None when it is none of its."""

LONGEST_WORD, SHORTEST_WORD = 20, 3


class Wish(StrEnum):
    """What a word before an action's code asks for."""

    RSVP = "rsvp"
    SIGN_IN = "sign_in"


_WISHES = {
    Wish.RSVP: frozenset({"rsvp", "si", "yes", "voy", "apuntame", "anotame"}),
    Wish.SIGN_IN: frozenset({"aqui", "here", "presente", "llegue"}),
}


@dataclass(frozen=True, slots=True)
class Coded:
    """A text that names an action's code: what it asks for, the code in capitals, and the words after it."""

    wish: Wish
    code: str
    rest: tuple[str, ...] = ()


def read_code(body: str) -> Coded | None:
    """The text as a wish and a code, in any case and with or without accents; None when it is none."""
    said = words(body)
    if len(said) < 2:
        return None
    wish = next((wish for wish, known in _WISHES.items() if said[0] in known), None)
    return Coded(wish, said[1].upper(), tuple(said[2:])) if wish is not None else None


def folded(word: str) -> str:
    """A keyword as it is kept and looked up."""
    return fold(word.strip()).strip(" .!¡¿?")


def is_taken(word: str) -> bool:
    """Whether a word already means something to the carriers or to us: a stop, a start, help, yes or no."""
    if any(word in known for known in _WISHES.values()):
        return True
    reply = classify(word)
    return reply.suppress or reply.hold or reply.intent is not Intent.OTHER
