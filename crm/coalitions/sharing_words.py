"""The words by which a person agrees to be shared with a partner: numbered, and never changed once they were said.

A new wording is a new version at the end. Only the words of "texts" carry consent to be texted by the partner.
"""

from __future__ import annotations

SHARE, TEXTS = "share", "texts"
WORDS: dict[str, dict[str, str]] = {
    "share-1": {
        "en": (
            "May %(ours)s give your name, number, e-mail and language to %(partner)s, with whom we run this campaign? "
            "Nothing else goes over. You can take it back at any time."
        ),
        "es": (
            "¿Puede %(ours)s dar tu nombre, número, correo e idioma a %(partner)s, con quien llevamos esta campaña? "
            "No se pasa nada más. Puedes retirarlo en cualquier momento."
        ),
    },
    "texts-1": {
        "en": (
            "May %(ours)s give your name, number, e-mail and language to %(partner)s, with whom we run this campaign, and "
            "may %(partner)s text you about it, about four times a month? Message and data rates may apply. Reply STOP to "
            "end, HELP for help. Nothing else goes over. You can take it back at any time."
        ),
        "es": (
            "¿Puede %(ours)s dar tu nombre, número, correo e idioma a %(partner)s, con quien llevamos esta campaña, y puede "
            "%(partner)s enviarte mensajes de texto sobre ella, unos cuatro al mes? Pueden aplicarse tarifas de mensajes y "
            "datos. Responde STOP para terminar, HELP para ayuda. No se pasa nada más. Puedes retirarlo cuando quieras."
        ),
    },
}
CURRENT = {SHARE: "share-1", TEXTS: "texts-1"}


def sharing_words(version: str, language: str | None, ours: str, partner: str) -> tuple[str, str]:
    """The words of a version in a language (English for one that we do not have), and their key, "share-1-es"."""
    said = WORDS[version]
    spoken = language if language in said else "en"
    return said[spoken or "en"] % {"ours": ours, "partner": partner}, f"{version}-{spoken}"


def covers_texts(wording: str) -> bool:
    """Whether the words said that the partner may text."""
    return wording.startswith(f"{TEXTS}-")
