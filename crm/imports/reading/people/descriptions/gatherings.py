"""What comes of events, forms and tables kept by hand: Eventbrite, Facebook, Airtable, Google Forms, sheets on paper."""

from crm.imports.reading.kinds import Kind
from crm.imports.reading.people.descriptions.description import Description

EVENTBRITE_ATTENDEES = Description(
    Kind.EVENTBRITE_ATTENDEES,
    ((4, "order #; order no; order id; order number; n de pedido; n o de pedido; no de pedido; numero de pedido; "
        "pedido n o; pedido *; # de pedido; order"),
     (4, "ticket type; tipo de entrada; tipo de boleto; ticket tier; tipo de ticket; ticket name"),
     (4, "attendee #; attendee id; attendee no; attendee status; asistente #; n o de asistente; "
         "estado del asistente; # de asistente; numero de asistente"),
     (2, "order type; order date; fecha del pedido; fecha de pedido; tipo de pedido; buyer *; comprador *"),
     (2, "total paid; fees paid; eventbrite fees; ticket price; ticket quantity; quantity; cantidad; total pagado")),
    columns={
        "first_name": "first name; attendee first name; nombre",
        "last_name": "last name; attendee last name; apellidos; apellido; surname",
        "full_name": "attendee name; nombre del asistente",
        "email": "email; attendee email; email address; correo electronico; correo electronico del asistente",
        "phone": "cell phone; mobile phone; phone; home phone; work phone; phone number; telefono movil; "
            "telefono celular",
        "buyer_email": "buyer email; buyer email address; correo electronico del comprador; order email; "
            "purchaser email",
        "buyer_first_name": "buyer first name; nombre del comprador; purchaser first name",
        "buyer_last_name": "buyer last name; buyer surname; apellido del comprador; apellidos del comprador; "
            "purchaser last name",
        "order": "order #; order no; order id; order number; n de pedido; n o de pedido; pedido n o; pedido; no de pedido; "
            "numero de pedido; # de pedido; order",
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
        "signup_attended": "checked in; attended",
        "signup_made_at": "order date; fecha del pedido; fecha de pedido",
        "leave": "n o de asistente; numero de asistente; asistente n o; "
            "order time; quantity; cantidad; price tier; ticket type; "
        "ticket tier; ticket quantity; ticket price; ticket total; tipo de entrada; attendee #; attendee id; "
        "attendee no; "
        "group; order type; tipo de pedido; currency; moneda; total paid; fees paid; total pagado; eventbrite *; "
        "payment *; taxes *; tax paid; home country; billing country; barcode *; barcode #; check in date; "
        "check in time; "
        "device name; buyer *; discount; discount code; date attending; order notes; ticket name; fees; taxes",
    },
    merge_by=("email", "phone"),
)  # fmt: skip
FACEBOOK_GUESTS = Description(
    Kind.FACEBOOK_GUESTS,
    ((3, "status; response; rsvp; rsvp status; estado; respuesta; guest status; estado de asistencia; asistencia; "
         "attendance; attendance status; estado del invitado"),
     (3, "first name; name; full name; nombre; guest name; nombre completo; guest"),
     (-6, "email; e mail; phone; cell phone; phone number; email address; correo electronico; telefono; celular; "
         "zip; address"),
     (5, "facebook id; fb id; profile url; profile link; facebook profile; user profile url")),
    columns={"signup_status": "status; response; rsvp; rsvp status; estado; respuesta; guest status; "
        "estado de asistencia; asistencia; attendance; attendance status; estado del invitado"},
    cells=(
        (6, r"(?:not )?going|maybe|can.?t go|invited|interested|not interested|attending|declined|asistir\w+"
            r"|asiste|va|"
         r"no va|tal vez|quiz\w+|no puede ir|no asist\w+|me interesa|invitad[oa]|went|no ir\w*|ir\w*|no puedo ir"),
    ),
)  # fmt: skip
AIRTABLE = Description(
    Kind.AIRTABLE,
    ((4, "record id; airtable record id; airtable id; attachments; photo; foto"), (4, "last modified; "
        "last modified time; last modified by; created time; created by"),
     (2, "assigned organizer; assignee; collaborators; owner; assigned to")),
    cells=((8, r".+\(https?://\S*airtable\S*\).*"), (6, r"rec[A-Za-z0-9]{14}"), (3, r"\d{1,2}/\d{1,2}/\d{4} "
        r"\d{1,2}:\d\d[ap]m"),
           (2, r"checked")),
    columns={"external_id": "record id; airtable record id; airtable id"},
    system="airtable",
)  # fmt: skip
GOOGLE_FORM = Description(
    Kind.GOOGLE_FORM,
    ((11, "timestamp; marca temporal; marca de tiempo; fecha y hora"),
     (2, "email address; direccion de correo electronico; username; nombre de usuario; score; puntuacion")),
    columns={
        "answered_at": "timestamp; marca temporal; marca de tiempo; fecha y hora",
        "email": "email address; direccion de correo electronico; username; nombre de usuario",
        "leave": "score; puntuacion; total score",
    },
)  # fmt: skip
PAPER_SIGNIN_XLSX = Description(
    Kind.PAPER_SIGNIN_XLSX, (), columns={"leave": "#; no; n; num; row; signature; firma; initials; iniciales"}
)
