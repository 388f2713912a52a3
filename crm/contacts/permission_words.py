"""The words by which a parent or guardian, or a grown person, is asked: kept with each answer as they were said."""

from __future__ import annotations

from crm.contacts.models import PermissionFor

WORDS: dict[tuple[PermissionFor, bool], dict[str, str]] = {
    (PermissionFor.TEXTS, True): {
        "en": "May %(organization)s send texts to %(name)s, who is under 18? Another adult reads them too.",
        "es": "¿Puede %(organization)s enviar mensajes a %(name)s, menor de 18 años? Otra persona adulta también los lee.",
    },
    (PermissionFor.PHOTOGRAPHS, True): {
        "en": "May %(organization)s take and show pictures of %(name)s, who is under 18, without a name or school?",
        "es": "¿Puede %(organization)s tomar y mostrar fotos de %(name)s, menor de 18 años, sin su nombre ni su escuela?",
    },
    (PermissionFor.PHOTOGRAPHS, False): {
        "en": "May %(organization)s take and show pictures of %(name)s?",
        "es": "¿Puede %(organization)s tomar y mostrar fotos de %(name)s?",
    },
}
"""By what is asked and whether it is asked about a minor."""


def permission_words(about: PermissionFor, is_minor: bool, language: str, organization: str, name: str) -> str:
    """What is read aloud or signed, in a language (English for one that we do not have)."""
    said = WORDS[about, is_minor or about is PermissionFor.TEXTS]
    return said.get(language, said["en"]) % {"organization": organization, "name": name}
