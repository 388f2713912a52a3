"""The headers of lists of people as synonyms, English and Spanish (folded spellings), and the words of
their values.
"""

import re

from crm.imports.reading.cells import fold
from crm.imports.reading.columns import synonyms

COLUMNS = synonyms(
    {
        "first_name": "first name; first; given name; fname; firstname; nombre; nombres; primer nombre; "
        "nombre de pila; preferred name; buyer first name; attendee first name; "
        "your first name",
        "middle_name": "middle name; middle; middle initial; mi; segundo nombre; additional name",
        "last_name": "last name; last; surname; family name; lname; lastname; apellido; apellidos; "
        "primer apellido; attendee last name; your last name",
        "last_name_2": "segundo apellido; apellido materno; second last name; second surname; mothers surname",
        "suffix": "suffix; name suffix; sufijo",
        "prefix": "prefix; name prefix; title; salutation; tratamiento; prefijo",
        "full_name": "name; full name; contact name; person; person name; nombre completo; "
        "nombre y apellido; nombre y apellidos; display name; member name; "
        "what is your name; your name; name first and last; nombre apellido; "
        "nombre s y apellido s; cual es tu nombre; participant; participante; contacto; "
        "contact",
        "email": "email; e mail; email address; e mail address; email addresses; mail; correo; "
        "correo electronico; direccion de correo electronico; direccion de correo; "
        "preferred email; personal email; work email; home email; email 1; email 2; "
        "e mail 1 value; e mail 2 value; e mail 3 value; e mail 2 address; e mail 3 address; "
        "primary email; other email; emails; your email; email personal; user email; "
        "email 1 value; email 2 value",
        "phone": "phone; phone number; phones; cell; cell phone; cell phone number; cellphone; mobile; "
        "mobile phone; mobile number; mobile phone number; telephone; telephone number; tel; "
        "home phone; preferred phone; primary phone; phone 1; phone 2; phone 1 value; "
        "phone 2 value; phone 3 value; other phone; work phone; business phone; can2 phone; "
        "telefono; telefonos; numero de telefono; telefono celular; telefono movil; celular; "
        "numero de celular; movil; telefono de casa; telefono fijo; home phone 2; sms phone; "
        "text number; numero telefonico; phone home; phone mobile; whatsapp",
        "street": "street; street address; address; address 1; address line 1; home address; "
        "home address 1; mailing address; home street; street 1; can2 user address; "
        "address 1 street; direccion; calle; domicilio; direccion postal; home address line 1; "
        "address1; voting address",
        "city": "city; town; home city; municipality; ciudad; municipio; localidad; can2 user city; "
        "address 1 city; mailing city",
        "state": "state; state province; province; home state; region; estado; provincia; "
        "can2 state abbreviated; address 1 region; mailing state; estado provincia",
        "zip": "zip; zip code; zipcode; zip5; postal code; zip postal code; postcode; home zip; "
        "home postal code; codigo postal; cp; zona postal; address 1 postal code; mailing zip; "
        "postal",
        "language": "language; language preference; preferred language; idioma; idioma preferido; "
        "lengua; lang; primary language; spoken language; idioma de preferencia",
        "tags": "tags; tag; labels; categories; can2 user tags; etiquetas; etiqueta; groups; grupos; categorias",
        "sms_consent": "sms consent; text consent; sms opt in; sms status; can2 sms status; "
        "consentimiento sms; consentimiento de texto; sms opt in status; texting consent; "
        "opt in sms",
        "consent_source": "consent source; sms consent source; fuente del consentimiento; "
        "origen del consentimiento; opt in source",
        "consent_words": "consent words; consent text; consent language; sms consent words; "
        "palabras del consentimiento; texto del consentimiento; opt in language",
        "external_id": "external id; externalid; id externo; vanid; van id; voter file vanid; "
        "my campaign vanid; uuid; rec id; record id; contact id; person id; leid; "
        "member id; id; identificador; constituent id; osdi id; user id",
    }
)
STRONG = frozenset({"email", "phone", "first_name", "last_name", "full_name"})
"""A header row of people has at least one of these."""

_MOBILE = re.compile(r"\b(?:cell|cellphone|mobile|celular|movil|preferred|primary|sms|text)\b")
_LANGUAGES = {
    "en": "en", "eng": "en", "english": "en", "ingles": "en",
    "es": "es", "spa": "es", "sp": "es", "spanish": "es", "espanol": "es", "castellano": "es",
}  # fmt: skip
_CONSENTS = {
    "opted_in": "opted in; opt in; optedin; yes; y; si; true; 1; subscribed; suscrito; consented; granted; in",
    "": "unknown; not asked; desconocido",
    "opted_out": "opted out; opt out; optedout; no; n; false; 0; unsubscribed; stop; denied; revoked; "
    "out; baja; do not text; unsubscribe; no suscrito; cancelado; spam complaint; bouncing",
}
_CONSENT_WORDS = {word.strip(): value for value, words in _CONSENTS.items() for word in words.split(";")}


def is_mobile(header: str) -> bool:
    """Say whether a telephone column is the one to text first."""
    return bool(_MOBILE.search(fold(header)))


def read_language(text: str) -> str:
    """Reduce a language to "en" or "es"; another language stays as it was written."""
    if not text:
        return ""
    folded = fold(text)
    return _LANGUAGES.get(folded) or _LANGUAGES.get(folded.split(" ")[0], text)


def read_consent(text: str) -> str | None:
    """Reduce a consent to "opted_in" or "opted_out"; "" when the cell is empty, None when its words are not
    known.
    """
    folded = fold(text)
    return _CONSENT_WORDS.get(folded) if folded else ""


def split_tags(text: str) -> tuple[str, ...]:
    """Split a cell of tags at " ::: ", else at semicolons, else pipes, else commas; each tag once, without
    its quotes.
    """
    if not text:
        return ()
    separator = next((each for each in (":::", ";", "|") if each in text), ",")
    parts = (part.strip().strip('"').strip(" *") for part in text.split(separator))
    return tuple(dict.fromkeys(part for part in parts if part))
