"""How each kind of list is known and read: its signs with their weights, its own columns, what is left out.

Every text is a list of folded spellings parted by semicolons; a star in one stands for anything, and one that begins
with = is compared letter by letter. A sign counts once, whatever number of columns shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crm.imports.reading.kinds import Kind

LEAST = 10
"""The weight of signs from which on a file is taken for a kind."""


@dataclass(frozen=True, slots=True, eq=False)
class Description:
    """One kind: signs in the header, cells that speak for it, its columns beside the general ones, what it leaves out.

    merge_by names the field whose equal values make several rows one person.
    """

    kind: Kind
    signs: tuple[tuple[int, str], ...]
    cells: tuple[tuple[int, str], ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    leave: str = ""
    system: str = ""
    merge_by: tuple[str, ...] = ()


_VANID = "voter file vanid; vanid; van id; my campaign vanid; my campaign id; mycampaign id; myvoters id; vf vanid; mc vanid; myc vanid"
_VAN_COLUMNS = {
    "external_id": f"voter file vanid; vanid; van id; vf vanid; {_VANID}",
    "full_name": "contact name; contactname; formal name",
    "phone": "preferred phone; cell phone; home phone; work phone; phone; cell; preferred phone number",
    "street": "address; street address; v address; m address; preferred address; address line 1; mailing address",
    "zip": "zip5; zip; zip 5; z ip; zip code; v zip5; m zip5",
    "chosen_name": "preferred name; nickname; nick name",
    "no_calls": "do not call; donotcall; do not call flag; no call",
    "sms_consent": "sms opt in status; phone opt in status; opt in status; cell phone opt in; preferred phone opt in; "
    "sms status; phone sms opt in",
    "email_consent": "email subscription status; email status; preferred email subscription status",
    "leave": "zip4; zip 4; zip plus 4; dob; date of birth; birthdate; birth date; dwid; state file id; statefileid; county file id; precinct name id",
}
DESCRIPTIONS: tuple[Description, ...] = (
    Description(
        Kind.VAN_ACTIVIST_CODES,
        ((8, _VANID), (8, "activist code name; activistcodename; activist code; activistcode"),
         (4, "activist code type; activist code description; activist code id")),
        columns=_VAN_COLUMNS
        | {
            "code": "activist code name; activistcodename; activist code; activistcode",
            "leave": "activist code type; activist code description; activist code id; date canvassed; canvassed by; "
            "input type; contact type; campaign; date created; created by; committee name",
        },
        system="van",
        merge_by=("external_id",),
    ),
    Description(
        Kind.VAN_NOTES,
        ((8, _VANID), (8, "note text; notetext; note"), (3, "date entered; entered by; note category; note created")),
        columns=_VAN_COLUMNS
        | {"note": "note text; notetext; note", "leave": "date entered; entered by; note category; is view restricted; note id"},
        system="van",
        merge_by=("external_id",),
    ),
    Description(
        Kind.VAN_PEOPLE,
        ((10, _VANID), (2, "preferred email; preferredemail"), (2, "zip5; zip4"), (2, "dwid; party; precinct name")),
        columns=_VAN_COLUMNS,
        system="van",
    ),
    Description(
        Kind.ACTION_NETWORK_REPORT,
        ((10, "can2 *; action network *"), (4, "uuid; action network id"), (4, "zip code"), (3, "first name"),
         (4, "subscription status; email subscription status"), (3, "sms status; mobile status; mobile number status")),
        columns={
            "phone": "can2 phone; can2 mobile number; mobile number; phone number; can2 home phone",
            "street": "can2 user address; can2 address; address",
            "city": "can2 user city; can2 city",
            "state": "can2 state abbreviated; can2 state; can2 region",
            "tags": "can2 user tags; can2 tags; tag list; tags",
            "email_consent": "can2 subscription status; subscription status; email subscription status; email status",
            "sms_consent": "can2 sms status; sms status; mobile status; can2 mobile status; mobile subscription status",
            "email_at": "can2 subscription date; subscription date; date subscribed; can2 created date",
            "external_id": "uuid; can2 uuid; action network id; can2 id",
            "language": "language preference; language; can2 language; preferred language; can2 languages",
            "leave": "can2 congressional district; can2 source; source code; created at; created date; modified date; "
            "last action date; can2 referrer; referrer code; website; embed code; opt in path",
        },
        system="action_network",
    ),
    Description(
        Kind.MOBILIZE_SIGNUPS,
        ((4, "event id; eventid"), (3, "event name; event title"), (3, "start; start time; timeslot start; shift start; event start; start date"),
         (3, "event organization name; organization name; event type; timeslot id; timeslot *; event organization *"),
         (4, "signup created; sign up created; signup id; participation id; signup status; created date; signup *; shift id"),
         (3, "utm source; referrer; utm *"), (2, "attended; attended?; attendance; did attend"), (2, "rating; feedback; confirmed; status")),
        columns={
            "signup_event_id": "event id; eventid",
            "signup_title": "event name; event title; event",
            "signup_start": "start; start time; timeslot start; shift start; event start; start date; timeslot start time; "
            "shift start time",
            "signup_zone": "timezone; time zone; event timezone; event time zone",
            "signup_status": "status; signup status; sign up status; participation status; rsvp status",
            "signup_attended": "attended; attendance; did attend; attended event; attendance status",
            "sms_consent": "sms opt in status; sms opt in; text opt in",
            "leave": "end; end time; timeslot end; shift end; event type; event organization name; organization name; "
            "utm *; referrer; referrer *; signup created; sign up created; signup updated; created date; modified date; "
            "timeslot id; signup id; participation id; shift id; rating; feedback; event url; user id; signup source; "
            "event organization *; event location *; confirmed",
        },
        merge_by=("email", "phone"),
    ),
    Description(
        Kind.EVENTBRITE_ATTENDEES,
        ((4, "order #; order no; order id; order number; n de pedido; n o de pedido; no de pedido; numero de pedido; pedido *; # de pedido; order"),
         (4, "ticket type; tipo de entrada; tipo de boleto; ticket tier; tipo de ticket; ticket name"),
         (4, "attendee #; attendee id; attendee no; attendee status; asistente #; estado del asistente; # de asistente; numero de asistente"),
         (2, "order type; order date; fecha del pedido; fecha de pedido; tipo de pedido; buyer *; comprador *"),
         (2, "total paid; fees paid; eventbrite fees; ticket price; ticket quantity; quantity; cantidad; total pagado")),
        columns={
            "first_name": "first name; attendee first name; nombre",
            "last_name": "last name; attendee last name; apellidos; apellido; surname",
            "full_name": "attendee name; nombre del asistente",
            "email": "email; attendee email; email address; correo electronico; correo electronico del asistente",
            "phone": "cell phone; mobile phone; phone; home phone; work phone; phone number; telefono movil; telefono celular",
            "buyer_email": "buyer email; buyer email address; correo electronico del comprador; order email; purchaser email",
            "buyer_first_name": "buyer first name; nombre del comprador; purchaser first name",
            "buyer_last_name": "buyer last name; buyer surname; apellido del comprador; apellidos del comprador; purchaser last name",
            "order": "order #; order no; order id; order number; n de pedido; numero de pedido; # de pedido; order",
            "street": "home address 1; billing address 1; shipping address 1; address 1; work address 1; home address",
            "street_2": "home address 2; billing address 2; address 2",
            "city": "home city; billing city; city",
            "state": "home state; billing state; state; home state province",
            "zip": "home zip; billing zip; zip code; home zip postal code; home postal code; zip",
            "signup_event_id": "event id; id de evento",
            "signup_title": "event name; event; nombre del evento; event title",
            "signup_start": "event start date; event date; start date; event start; fecha de inicio del evento; "
            "event start date & time; event start date time",
            "signup_zone": "event timezone; event time zone",
            "signup_status": "attendee status; estado del asistente; status",
            "leave": "order date; fecha del pedido; fecha de pedido; order time; quantity; cantidad; price tier; ticket type; "
            "ticket tier; ticket quantity; ticket price; ticket total; tipo de entrada; attendee #; attendee id; attendee no; "
            "group; order type; tipo de pedido; currency; moneda; total paid; fees paid; total pagado; eventbrite *; "
            "payment *; taxes *; tax paid; home country; billing country; barcode *; barcode #; check in date; check in time; "
            "device name; buyer *; discount; discount code; date attending; order notes; ticket name; fees; taxes",
        },
        merge_by=("email", "phone"),
    ),
    Description(
        Kind.GOOGLE_CONTACTS,
        ((8, "e mail 1 value; email 1 value; correo electronico 1 valor"), (4, "phone 1 value; telefono 1 valor"),
         (3, "e mail 1 type; e mail 1 label; phone 1 type; phone 1 label; email 1 type"),
         (3, "yomi name; given name yomi; phonetic first name; group membership; labels; file as"),
         (2, "address 1 formatted; organization 1 name; organization name"), (3, "given name; family name; additional name")),
        columns={
            "first_name": "given name; first name",
            "last_name": "family name; last name",
            "middle_name": "additional name; middle name",
            "full_name": "name; file as",
            "chosen_name": "nickname; short name",
            "tags": "labels; group membership",
            "leave": "phonetic *; yomi *; given name yomi; additional name yomi; family name yomi; photo; initials; maiden name; "
            "e mail 1 type; e mail * type; file as; gender; billing information; directory server; mileage; occupation; hobby; "
            "sensitivity; priority; subject; location; birthday; organization * type; organization * yomi name; "
            "organization * symbol; organization * location; organization * department; event *; relation *; website *; "
            "custom field *; im *; organization department",
        },
    ),
    Description(
        Kind.OUTLOOK_CONTACTS,
        ((5, "e mail display name; nombre para mostrar del correo electronico; email display name; nombre de pantalla de correo electronico"),
         (4, "e mail address; direccion de correo electronico; e mail 2 address; direccion del correo electronico"),
         (4, "home street; calle del domicilio; calle particular; home postal code; codigo postal del domicilio; calle del domicilio particular"),
         (4, "business street; calle del trabajo; business phone; telefono del trabajo; business address; company main phone; telefono principal de la compania"),
         (3, "assistant s phone; telefono del ayudante; car phone; telefono del automovil; isdn; rdsi; telex; radio phone; manager s name; given yomi")),
        columns={
            "email": "e mail address; e mail 2 address; e mail 3 address; direccion de correo electronico; "
            "direccion del correo electronico; correo electronico 2 direccion; correo electronico 3 direccion; "
            "direccion de correo electronico 2; direccion de correo electronico 3",
            "phone": "mobile phone; primary phone; home phone; home phone 2; business phone; business phone 2; other phone; "
            "telefono movil; movil; telefono principal; telefono particular; particular; telefono particular 2; telefono; "
            "telefono del trabajo; telefono del trabajo 2; otro telefono; numero del trabajo",
            "prefix": "title; titulo; tratamiento",
            "language": "language; idioma",
            "tags": "categories; categorias",
            "chosen_name": "nickname; apodo",
            "leave": "e mail type; e mail * type; e mail display name; e mail * display name; tipo de correo electronico*; "
            "nombre para mostrar del correo electronico*; assistant s phone; business fax; callback; car phone; "
            "company main phone; home fax; isdn; rdsi; other fax; pager; radio phone; tty tdd phone; telex; telefono del ayudante; "
            "fax del trabajo; fax particular; devolucion de llamada; telefono del automovil; otro fax; localizador; buscapersonas; "
            "telefono principal de la compania; radiotelefono; telefono tty tdd; account; anniversary; aniversario; "
            "assistant s name; billing information; birthday; cumpleanos; directory server; gender; government id number; "
            "initials; iniciales; internet free busy; keywords; location; mileage; priority; private; sensitivity; "
            "sexo; prioridad; privado; sensibilidad; confidencialidad; children; hijos; spouse; user *; usuario *; hobby; "
            "organizational id number; other address po box; home address po box; business address po box; "
            "home country region; business country region; other country region; web page; manager s name; referred by; "
            "given yomi; surname yomi; company yomi",
        },
    ),
    Description(
        Kind.SPOKE_RESULTS,
        ((6, "contact cell; contact[cell]; contact cell phone"), (4, "contact message status; contact messagestatus; contact opt out; contact optout"),
         (4, "assignment id; texter first name; texter firstname; texter email; campaign id; campaign")),
        columns={
            "first_name": "contact first name",
            "last_name": "contact last name",
            "phone": "contact cell; contact cell phone",
            "zip": "contact zip",
            "city": "contact city",
            "state": "contact state",
            "external_id": "contact external id",
            "no_texts": "contact opt out; contact opted out; contact is opted out",
            "tags": "tags; contact tags",
            "leave": "texter *; assignment id; campaign id; campaign; contact message status; contact timezone *; "
            "contact timezone; contact region *; user number",
        },
        merge_by=("phone",),
    ),
    Description(
        Kind.SPOKE_UPLOAD,
        ((5, "cell"), (3, "=firstName"), (3, "first name"), (3, "last name"), (2, "=lastName; =external_id; zip"),
         (-8, "email; e mail; email address; phone; phone number; home phone; correo electronico")),
    ),
    Description(
        Kind.MAILCHIMP,
        ((6, "member rating"), (5, "optin time; optin ip; confirm time; confirm ip"), (5, "leid; euid; last changed"),
         (6, "unsub time; unsub campaign title; unsub campaign id; unsub reason; unsub reason other; clean time; clean campaign title; clean campaign id"),
         (2, "gmtoff; dstoff; cc; region"), (3, "email address")),
        columns={
            "email": "email address; email; direccion de correo electronico",
            "unsubscribed_at": "unsub time; clean time; unsubscribe time; cleaned time",
            "email_at": "confirm time; optin time",
            "email_consent": "status; subscription status; email marketing status; member status",
            "external_id": "euid; leid; unique email id",
            "tags": "tags; tag",
            "address": "address; direccion",
            "leave": "member rating; optin time; optin ip; confirm ip; latitude; longitude; gmtoff; dstoff; timezone; cc; region; "
            "last changed; leid; unsub *; clean *; birthday",
        },
        system="mailchimp",
    ),
    Description(
        Kind.FACEBOOK_GUESTS,
        ((3, "status; response; rsvp; rsvp status; estado; respuesta; guest status"),
         (3, "first name; name; full name; nombre; guest name; nombre completo; guest"),
         (-6, "email; e mail; phone; cell phone; phone number; email address; correo electronico; telefono; celular; zip; address"),
         (5, "facebook id; fb id; profile url; profile link; facebook profile; user profile url")),
        cells=(
            (6, r"(?:not )?going|maybe|can.?t go|invited|interested|not interested|attending|declined|asistir\w+|asiste|va|"
             r"no va|tal vez|quiz\w+|no puede ir|no asist\w+|me interesa|invitad[oa]|went|no ir\w*|ir\w*|no puedo ir"),
        ),
    ),
    Description(
        Kind.AIRTABLE,
        ((4, "record id; airtable record id; airtable id; attachments; photo; foto"), (4, "last modified; last modified time; last modified by; created time; created by"),
         (2, "assigned organizer; assignee; collaborators; owner; assigned to")),
        cells=((8, r".+\(https?://\S*airtable\S*\).*"), (6, r"rec[A-Za-z0-9]{14}"), (3, r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d[ap]m"),
               (2, r"checked")),
        columns={"external_id": "record id; airtable record id; airtable id"},
        system="airtable",
    ),
    Description(
        Kind.GOOGLE_FORM,
        ((11, "timestamp; marca temporal; marca de tiempo; fecha y hora"),
         (2, "email address; direccion de correo electronico; username; nombre de usuario; score; puntuacion")),
        columns={
            "answered_at": "timestamp; marca temporal; marca de tiempo; fecha y hora",
            "email": "email address; direccion de correo electronico; username; nombre de usuario",
            "leave": "score; puntuacion; total score",
        },
    ),
)  # fmt: skip
BY_KIND: dict[Kind, Description] = {each.kind: each for each in DESCRIPTIONS}
PLAIN = Description(Kind.PEOPLE, ())
PAPER = Description(
    Kind.PAPER_SIGNIN_XLSX, (), columns={"leave": "#; no; n; num; row; signature; firma; initials; iniciales"}
)
