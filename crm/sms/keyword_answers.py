"""How codes by text are answered, in both languages."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Said(StrEnum):
    """What there is to answer."""

    COMING = "coming"
    SIGNED_IN = "signed_in"
    CLOSED = "closed"
    OVER = "over"
    WHICH_OF_YOU = "which_of_you"
    WHO_ARE_YOU = "who_are_you"


ANSWERS = MappingProxyType(
    {
        Said.COMING: {
            "en": "Great, {first_name}! You are in for {event}, {date} {time}. {org}",
            "es": "¡Excelente, {first_name}! Te esperamos: {event}, {date} {time}. {org}",
        },
        Said.SIGNED_IN: {
            "en": "You are signed in, {first_name}. Thank you for being at {event}! {org}",
            "es": "Ya quedaste en la lista, {first_name}. ¡Gracias por estar en {event}! {org}",
        },
        Said.CLOSED: {
            "en": "Thank you, {first_name}! The door of {event} is not open now, so this text could not sign you in. {org}",
            "es": "¡Gracias, {first_name}! La puerta de {event} no está abierta ahora y no pudimos anotarte. {org}",
        },
        Said.OVER: {
            "en": "Thank you, {first_name}! {event} is over. We will tell you about the next one. {org}",
            "es": "¡Gracias, {first_name}! {event} ya fue. Te avisamos de la siguiente. {org}",
        },
        Said.WHICH_OF_YOU: {
            "en": "Thank you! Several people use this number. Send the code again with your first name after it. {org}",
            "es": "¡Gracias! Varias personas usan este número. Manda el código otra vez con tu nombre al final. {org}",
        },
        Said.WHO_ARE_YOU: {
            "en": "Thank you! We do not know this number yet. What is your name? {org}",
            "es": "¡Gracias! No conocemos este número todavía. ¿Cómo te llamas? {org}",
        },
    }
)
"""An answer by what there is to say and by language; without a name the sentence is said without it."""
