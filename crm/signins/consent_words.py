"""The words by which people at a door agree to be texted: numbered, and never changed once they were said.

A new wording is a new version at the end; the ledger keeps the words themselves, a slip their version and language.
"""

from __future__ import annotations

WORDS: dict[int, dict[str, str]] = {
    1: {
        "en": (
            "May %(organization)s text you about this campaign, about four times a month? Message and data rates may "
            "apply. Reply STOP to end, HELP for help. You can say no and still come in."
        ),
        "es": (
            "¿Puede %(organization)s enviarte mensajes de texto sobre esta campaña, unos cuatro al mes? Pueden aplicarse "
            "tarifas de mensajes y datos. Responde STOP para terminar, HELP para ayuda. Puedes decir que no y entrar igual."
        ),
    },
}
CURRENT = max(WORDS)


def consent_words(language: str, organization: str, version: int = CURRENT) -> str:
    """The words of a version in a language (English for one that we do not have), with the organization's name."""
    said = WORDS[version]
    return said.get(language, said["en"]) % {"organization": organization}


def consent_key(language: str, version: int = CURRENT) -> str:
    """How a slip names the words: version and language, "1-es"."""
    return f"{version}-{language if language in WORDS[version] else 'en'}"


def read_key(key: str) -> tuple[int, str] | None:
    """Version and language of a key; None for one that names no words of ours."""
    version, _dash, language = key.partition("-")
    is_known = version.isdecimal() and int(version) in WORDS and language in WORDS[int(version)]
    return (int(version), language) if is_known else None
