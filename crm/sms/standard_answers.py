"""Answers ready to send: which ones fit what a person wrote, in her language, with the facts of the action filled in.

A template of the organization with the same key goes before the words here, where its facts are known. An answer none of
whose facts are known is left out: nobody is told to come to an unknown place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from crm.core.errors import N_
from crm.sms.replies import Intent

MOST = 9
_FIELD = re.compile(r"\{(\w+)\}")

RIDE, PLACE, BRING, CARE, WHO = "answer_ride", "answer_place", "answer_bring", "answer_care", "answer_who"

YES, MAYBE, NO, MEET = "rsvp_yes", "rsvp_maybe", "rsvp_no", "one_on_one_ask"


class Effect(StrEnum):
    """What an answer does besides being sent: sets the RSVP, marks the promise to bring others, or makes a task."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    BRING = "bring"
    RIDE = "ride"
    CARE = "care"
    MEET = "meet"


EFFECTS = {
    YES: Effect.YES,
    MAYBE: Effect.MAYBE,
    NO: Effect.NO,
    BRING: Effect.BRING,
    RIDE: Effect.RIDE,
    CARE: Effect.CARE,
    MEET: Effect.MEET,
}

LABELS = {
    RIDE: N_("We'll get you a ride"),
    PLACE: N_("Time and place"),
    BRING: N_("Bring someone"),
    CARE: N_("Child care and food"),
    WHO: N_("Who we are"),
    YES: N_("You are in"),
    MAYBE: N_("What would help?"),
    NO: N_("Thanks for telling us"),
    MEET: N_("Shall we talk?"),
    "help_reply": N_("How to reach us"),
}
"""What stands on the button of each answer."""

WORDS: dict[str, dict[str, str]] = {
    RIDE: {
        "en": "We've got you, {first_name}! We can find you a ride to {event}. What is your cross street?",
        "es": "¡Claro, {first_name}! Te buscamos transporte para {event}. ¿En qué esquina te recogemos?",
    },
    PLACE: {
        "en": "{event} is {date}, {time}, {place}. See you there?",
        "es": "{event}: {date}, {time}, {place}. ¿Nos vemos?",
    },
    BRING: {
        "en": "Yes, bring them, {first_name}! How many are you? {event} is {date}, {time}.",
        "es": "¡Claro, que vengan! ¿Cuántas personas son, {first_name}? {event}: {date}, {time}.",
    },
    CARE: {
        "en": "We will have you covered, {first_name}. What do you need: child care, food or interpretation?",
        "es": "Te apoyamos, {first_name}. ¿Qué necesitas: cuidado infantil, comida o intérprete?",
    },
    YES: {
        "en": "You are in, {first_name}! {event} is {date}, {time}, {place}. See you there.",
        "es": "¡Gracias, {first_name}! {event}: {date}, {time}, {place}. Nos vemos.",
    },
    NO: {
        "en": "Thanks for telling us, {first_name}. We will let you know what comes next.",
        "es": "Gracias por avisarnos, {first_name}. Te contamos lo que sigue.",
    },
    MAYBE: {
        "en": "Good to know, {first_name}. What would help you come to {event}?",
        "es": "Gracias, {first_name}. ¿Qué necesitas para venir a {event}?",
    },
    MEET: {
        "en": "Would you have half an hour to talk this week, {first_name}?",
        "es": "¿Tienes media hora para hablar esta semana, {first_name}?",
    },
    WHO: {
        "en": "This is {sender} with {org}. You can always reply STOP and we will not text you again.",
        "es": "Soy {sender} de {org}. Si respondes STOP, no te escribimos más.",
    },
}
"""Our own words for the commonest answers, all inside GSM-7."""

_GENERAL = (PLACE, RIDE, BRING, CARE, WHO, YES, NO, MAYBE, MEET)
_BY_INTENT: dict[str, tuple[str, ...]] = {
    Intent.YES_RSVP: (YES, RIDE, PLACE, BRING, CARE, MEET),
    Intent.MAYBE: (MAYBE, YES, RIDE, CARE, PLACE, NO, MEET),
    Intent.NO_RSVP: (NO, MEET, RIDE, MAYBE),
    Intent.WRONG_NUMBER: (WHO,),
    Intent.HELP: ("help_reply", WHO, PLACE),
}


@dataclass(frozen=True, slots=True)
class StandardAnswer:
    """One answer: its key, the English words on its button (translated when shown), and the text with its facts in."""

    key: str
    label: str
    text: str

    @property
    def effect(self) -> Effect | None:
        """What it does besides being sent."""
        return EFFECTS.get(self.key)


def keys_for(intent: str) -> tuple[str, ...]:
    """The keys of the answers that fit what a person meant, the likeliest first."""
    return _BY_INTENT.get(intent, _GENERAL)


def standard_answers(
    intent: str, language: str, facts: Mapping[str, str], templates: Mapping[str, Mapping[str, str]]
) -> list[StandardAnswer]:
    """At most nine answers with every fact filled; `templates` holds the organization's words by key and language."""
    found: list[StandardAnswer] = []
    for key in keys_for(intent):
        words = (templates.get(key, {}), WORDS.get(key, {}))
        texts = (_filled(bodies.get(language) or bodies.get("en", ""), facts) for bodies in words)
        text = next(filter(None, texts), "")
        if text:
            found.append(StandardAnswer(key, LABELS[key], text))
    return found[:MOST]


def _filled(body: str, facts: Mapping[str, str]) -> str:
    """The body with its fields filled, or "" when a fact is missing."""
    if any(not facts.get(name) for name in _FIELD.findall(body)):
        return ""
    return _FIELD.sub(lambda found: facts[found[1]], body)
