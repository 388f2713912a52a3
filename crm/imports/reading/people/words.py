"""The headers of lists of people as synonyms, English and Spanish (folded spellings)."""

import re

from crm.imports.reading.cells import fold
from crm.imports.reading.columns import synonyms

COLUMNS = synonyms(
    {
        "first_name": "first name; first; given; given name; given names; fname; firstname; forename; nombre; nombres; "
        "primer nombre; "
        "nombre de pila; buyer first name; attendee first name; your first name; tu nombre de pila; nombre propio; "
        "first name as on id; legal first name",
        "middle_name": "middle name; middle; middle initial; mi; segundo nombre; additional name; middlename",
        "last_name": "last name; last; surname; family name; lname; lastname; apellido; apellidos; "
        "primer apellido; apellido paterno; ap paterno; a paterno; attendee last name; "
        "your last name; legal last name; last names",
        "last_name_2": "segundo apellido; apellido materno; ap materno; a materno; "
        "second last name; second surname; mothers surname; "
        "maternal last name",
        "suffix": "suffix; name suffix; sufijo; suf",
        "prefix": "prefix; name prefix; title; salutation; tratamiento; prefijo; honorific; courtesy title",
        "full_name": "name; full name; fullname; contact name; person; person name; nombre completo; "
        "nombre y apellido; nombre y apellidos; nombres y apellidos; display name; member name; "
        "what is your name; your name; name first and last; first and last name; first & last name; nombre apellido; "
        "nombre s y apellido s; cual es tu nombre; cual es su nombre; su nombre; tu nombre; participant; "
        "participante; "
        "contacto; contact; attendee; attendee name; volunteer; volunteer name; voluntario; member; miembro; "
        "guest name; "
        "supporter; supporter name; print name; name please print; nombre en letra de molde; signer; "
        "constituent name; "
        "first last name; nombre completo del participante; name last first; lname fname; customer name; "
        "donor name; subscriber name; head of household; jefe de familia; jefa de familia",
        "chosen_name": "preferred name; preferred first name; chosen name; nickname; goes by; nombre preferido; "
        "nombre elegido; apodo; name you go by; known as; como le gusta que le digan",
        "pronouns": "pronouns; pronoun; your pronouns; gender pronouns; pronombres; pronombre; pronouns optional; "
        "sus pronombres; tus pronombres",
        "email": "email; e mail; email address; e mail address; email addresses; mail; correo; "
        "correo electronico; direccion de correo electronico; direccion de correo; "
        "preferred email; personal email; work email; home email; email 1; email 2; email 3; email2; "
        "primary email; other email; emails; your email; email personal; user email; contact email; "
        "alternate email; secondary email; correo e; correo personal; email home; email work; email id; "
        "preferred email address; email address home; email address work; email address other; "
        "email address primary; direccion de email; subscriber email; member email; email1",
        "phone": "phone; phone number; phones; cell; cell phone; cell phone number; cellphone; cell number; mobile; "
        "mobile phone; mobile number; mobile phone number; telephone; telephone number; tel; "
        "home phone; preferred phone; primary phone; phone 1; phone 2; phone 3; other phone; work phone; "
        "business phone; "
        "telefono; telefonos; numero de telefono; telefono celular; telefono movil; celular; celular movil; "
        "numero de celular; movil; telefono de casa; telefono fijo; home phone 2; sms phone; sms phone number; "
        "text number; numero telefonico; phone home; phone mobile; phone cell; phone work; whatsapp; "
        "numero de whatsapp; "
        "contact number; contact phone; phone no; cell no; ph; day phone; evening phone; daytime phone; landline; "
        "mobile phone 1; phone mobile number; tel cel; tel celular; numero; numero celular; "
        "telefono de contacto; best phone; "
        "mobile phone number e 164; contact phone number; msisdn; home phone number; work phone number; phone1; "
        "phone2; "
        "numero de movil; telefono 1; telefono 2; primary phone number; to number; cell phone 2",
        "street": "street; street address; address; address 1; address line 1; home address; primary address; "
        "home address 1; mailing address; home street; street 1; direccion; calle; domicilio; direccion postal; "
        "home address line 1; address1; voting address; street line 1; residential address; residence address; "
        "primary address1; address street; direccion de casa; calle y numero; mailing street; billing address; "
        "home address street; calle del domicilio; calle particular; business street; other street; "
        "street address line 1; home address street line 1; calle del trabajo; otra calle; mailing address 1; "
        "primary street; street name",
        "street_number": "street number; house number; street no; house no; street num; numero de casa; "
        "numero exterior; "
        "building number; hse no; st number",
        "street_2": "address 2; address line 2; street 2; apt; apartment; unit; apartamento; home street 2; "
        "home address 2; "
        "address2; business street 2; other street 2; calle del domicilio 2; calle del trabajo 2; apt unit; "
        "apto; street address line 2; calle 2; departamento interior; street line 2; apt #; unit #",
        "address": "full address; direccion completa; complete address; mailing address full; address full",
        "city": "city; suburb; locality; town; home city; municipality; ciudad; municipio; localidad; "
        "mailing city; city town; "
        "primary city; address city; home address city; ciudad del domicilio; business city; other city; "
        "ciudad de residencia; ciudad particular; ciudad del trabajo; otra ciudad; poblacion; billing city; "
        "town city",
        "state": "state; state province; province; home state; region; estado; provincia; mailing state; "
        "estado provincia; "
        "primary state; address state; state code; state abbreviation; home address state; "
        "home address state province; "
        "provincia o estado; estado o provincia del domicilio; business state; other state; st; "
        "estado o provincia; estado particular; estado del trabajo; estado o provincia del trabajo; billing state; "
        "provincia o estado de residencia; otro estado; state or province; otra provincia o estado",
        "zip": "zip; zip code; zipcode; zip5; zip 5; postal code; zip postal code; postcode; home zip; postal; "
        "home postal code; codigo postal; cp; c p; zona postal; mailing zip; primary zip; address zip; "
        "primary zip5; home address postal code; codigo postal del domicilio; business postal code; "
        "other postal code; "
        "home address zip postal code; zip or postal code; codigo zip; mailing postal code; billing zip; zipcode5; "
        "codigo postal particular; codigo postal del trabajo; otro codigo postal; zip area code; your zip code",
        "language": "language; language preference; pref language; pref lang; idioma que prefiere; "
        "preferred language; idioma; idioma preferido; "
        "lengua; lang; primary language; spoken language; idioma de preferencia; idioma principal; "
        "preferred lang; language spoken; languages spoken; idioma hablado; "
        "preferred languages; idioma de contacto; contact language; locale",
        "tags": "tags; tag; labels; categories; etiquetas; etiqueta; groups; grupos; categorias; tag list; "
        "tag names; "
        "tags list; contact tags; email lists; lists",
        "household": "household; household id; household name; hogar; id de hogar; hh id; familia",
        "sms_consent": "sms consent; text consent; sms opt in; sms status; consentimiento sms; "
        "consentimiento de texto; "
        "sms opt in status; texting consent; opt in sms; sms permission; sms subscription status; mobile opt in; "
        "text opt in; sms subscribed; sms optin; mobile status; text message opt in; sms marketing status; "
        "is mobile opted in; mobile opt in status; texting opt in; phone opt in; opt in status; sms opted in",
        "email_consent": "email consent; email opt in; email status; email subscription status; subscription status; "
        "email permission status; email marketing status; consentimiento de correo; estado de suscripcion; "
        "email subscribed; is subscribed; subscribed; email optin; email permission; receives email; suscrito; "
        "opt in email; email subscription; newsletter status; email opted in; consentimiento de email",
        "consent_source": "consent source; sms consent source; fuente del consentimiento; "
        "origen del consentimiento; opt in source; sms opt in source",
        "consent_words": "consent words; consent text; consent language; sms consent words; consent wording; "
        "palabras del consentimiento; texto del consentimiento; opt in language; opt in words",
        "consent_at": "consent date; consent at; sms consent date; opt in date; fecha del consentimiento; "
        "opted in at; "
        "sms opt in date; consented at",
        "no_texts": "do not text; sms opt out; text opt out; do not sms; no texts; opted out of sms; "
        "sms unsubscribed; "
        "no enviar mensajes; no textos; opted out of texts; texting opt out; is opted out; opted out; "
        "do not text flag; "
        "is do not text; sms opted out; opt out sms; mobile opt out; stop; optout; no mensajes; opt out; dnt",
        "no_emails": "do not email; email opt out; no email; do not e mail; unsubscribed; email unsubscribed; "
        "no enviar correos; "
        "is unsubscribed; has unsubscribed; opted out of email; email is bad; federal donotemail; do not email flag; "
        "email bounced; email bounce; bounced; unsubscribe; emailoptout; opt out email; no emails; dado de baja; "
        "is do not email; bulk email opt out; no bulk emails",
        "no_calls": "do not call; no call; do not phone; dnc; no llamar; do not call flag; federal do not call; "
        "no calls; "
        "is do not call; is federal do not call",
        "no_contact": "do not contact; no contactar; is do not contact; dnc all; do not contact flag; no contact",
        "unsubscribed_at": "unsubscribed at; unsubscribe date; unsubscribed date; unsub time; unsub date; "
        "date unsubscribed; "
        "fecha de baja; optout date; opt out date; opted out at; unsubscribe reason; opted out date; "
        "opt out time; clean time",
        "external_id": "external id; externalid; id externo; vanid; van id; voter file vanid; "
        "my campaign vanid; uuid; guid; rec id; recordid; record id; contact id; contactid; person id; "
        "member id; member number; id; identificador; constituent id; osdi id; user id; nationbuilder id; "
        "civicrm id; supporter id; "
        "salsa key; supporter key; signup nationbuilder id; hustle id; respondent id; response id; subscriber id; "
        "external identifier; constituent number; numero de miembro; id de contacto; voter id; lead id; unique id; "
        "submission id; account id; contact external id; person uuid; van; donor id; id number; "
        "numero de identificacion; key; civi id; salesforce id",
        "leave": "soc sec id; ssn; social security number; social security; numero de seguro social; born at; "
        "date of birth; birthdate; dob; fecha nacimiento; born",
    }
)
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"(?:e ?mail|correo(?: electronico)?) \d (?:value|valor|address|direccion)", "email"),
        (r"(?:phone|telefono) \d (?:value|valor)", "phone"),
        (r"(?:address|direccion) \d (?:street|calle)", "street"),
        (r"(?:address|direccion) \d (?:city|ciudad)", "city"),
        (r"(?:address|direccion) \d (?:region|estado)", "state"),
        (r"(?:address|direccion) \d (?:postal code|codigo postal)", "zip"),
        (r"(?:phone|telefono) \d (?:label|type|etiqueta|tipo)", "phone_label"),
        (r"can2 \w*phone\w*|can2 mobile number", "phone"),
    )
)
QUALIFIERS = re.compile(
    r"\b(?:home|work|business|mailing|primary|preferred|personal|main|other|best|your|my|current|residential|residence"
    r"|casa|trabajo|particular"
    r"|domicilio|residencia|principal|personal|actual|su|tu|de|del|la|the|optional|opcional|required|obligatorio"
    r"|[1-9])\b"
)
"""Words that say which address or number a column holds, and nothing about what it is."""
QUALIFIED = frozenset({"email", "phone", "street", "street_2", "city", "state", "zip"})
STRONG = frozenset({"email", "phone", "first_name", "last_name", "full_name"})
"""A header row of people has at least one of these."""

_MOBILE = re.compile(
    r"\b(?:cell|cellphone|mobile|celular|movil|preferred|primary|sms|text|whatsapp|cel|principal|msisdn)\b"
)
_HOUSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words))
    for name, words in (
        ("billing", r"\bbilling\b|facturacion"),
        ("work", r"\b(?:business|work|office)\b|trabajo|oficina|empresa"),
        ("other", r"\b(?:other|otr[ao])\b"),
        ("mailing", r"\b(?:mailing|shipping)\b|envio"),
        ("home", r"\b(?:home|residen\w+|primary|preferred)\b|domicilio|particular|casa"),
        ("2", r"address [2-9] \w"),
    )
)
HOUSES = ("home", "", "mailing", "billing", "work", "other", "2")
"""Which of several addresses of a person is hers, surest first."""


def is_mobile(header: str) -> bool:
    """Say whether a telephone column is the one to text first."""
    return bool(_MOBILE.search(fold(header)))


def house_of(header: str) -> str:
    """Say which address of a person a column is part of: one of HOUSES."""
    folded = fold(header)
    return next((name for name, words in _HOUSES if words.search(folded)), "")
