"""The headers, section titles and statuses that Zoom writes, as synonyms in English and Spanish (folded
spellings).
"""

from enum import StrEnum

from crm.imports.reading.cells import fold
from crm.imports.reading.columns import synonyms
from crm.imports.reading.zoom.models import Approval


class Part(StrEnum):
    """The sections of a report."""

    HOSTS = "hosts"
    PANELISTS = "panelists"
    ATTENDEES = "attendees"
    OTHERS = "others"


COLUMNS = synonyms(
    {
        "attended": "attended; asistio; asistencia; ha asistido; participo",
        "user_name": "user name original name; user name; name original name; name; participant; "
        "participant name; display name; nombre de usuario nombre original; "
        "nombre de usuario; nombre nombre original; nombre original; "
        "nombre del participante; participante; original name; full name; nombre completo; "
        "nombre y apellido; nombre y apellidos",
        "first": "first name; first; given name; nombre; nombres; primer nombre; nombre de pila",
        "last": "last name; last; surname; family name; apellido; apellidos",
        "email": "email; e mail; email address; user email; e mail address; mail; correo; "
        "correo electronico; correo electronico del usuario; direccion de correo electronico; "
        "direccion de correo; correo electronico de usuario; registrant email",
        "phone": "phone; phone number; cell; cell phone; cell phone number; mobile; mobile phone; "
        "mobile number; mobile phone number; telephone; telephone number; telefono; "
        "telefono celular; telefono movil; celular; movil; numero de telefono; "
        "numero de celular; numero telefonico; tel",
        "city": "city; ciudad; town; city town",
        "state": "state province; state; province; estado provincia; provincia; estado; state region",
        "zip": "zip postal code; zip code; zip; postal code; zipcode; postcode; codigo postal; zona postal",
        "organization": "organization; organisation; company; organizacion; empresa; organization name; "
        "nombre de la organizacion",
        "registered_at": "registration time; registration date; registered at; registered on; "
        "hora de registro; hora de inscripcion; fecha de registro; "
        "fecha de inscripcion; fecha y hora de registro; registro; date registered; "
        "registration date time",
        "approval": "approval status; approval; registration status; status; estado de aprobacion; "
        "estado de la aprobacion; estado de registro; estado de inscripcion; estatus; "
        "aprobacion; estado del registro",
        "joined_at": "join time; joined at; joined; time joined; first join time; hora de entrada; "
        "hora de ingreso; hora de union; hora de incorporacion; hora en que se unio; "
        "hora de conexion; entrada; hora de acceso",
        "left_at": "leave time; left at; left; time left; hora de salida; hora de desconexion; salida; "
        "hora en que salio; last leave time; hora de abandono",
        "minutes": "time in session minutes; time in session; duration minutes; duration; "
        "total duration minutes; total duration; attendance duration minutes; "
        "tiempo en sesion minutos; tiempo en sesion; tiempo en la sesion minutos; "
        "tiempo en la sesion; duracion minutos; duracion; duracion total minutos; "
        "duracion total; time in session mins; minutes; minutos; attendance minutes",
        "guest": "is guest; guest; guest user; es invitado; invitado",
        "waiting": "in waiting room; waiting room; en sala de espera; en la sala de espera; sala de espera",
        "ignored": "country region name; country region; country; region name; pais region; "
        "nombre del pais region; nombre de pais region; pais o region; pais; nombre de pais; "
        "recording consent; recording disclaimer response; source name; connection type; "
        "unsubscribed; join url; respuesta al aviso de grabacion; "
        "consentimiento de grabacion; nombre de la fuente; nombre de origen",
    }
)
HEAD = synonyms(
    {
        "topic": "topic; webinar topic; meeting topic; webinar name; tema; titulo; tema del seminario web; "
        "tema de la reunion",
        "id": "webinar id; meeting id; id; id del seminario web; id de seminario web; id de la reunion; "
        "id de reunion; webinar meeting id",
        "started": "actual start time; start time; started at; hora de inicio real; hora real de inicio; "
        "hora de inicio; inicio",
        "scheduled": "scheduled time; scheduled start time; scheduled start; hora programada; "
        "hora de inicio programada; fecha programada; webinar date; date; fecha",
        "ended": "end time; actual end time; hora de finalizacion; hora de fin; hora de termino",
        "duration": "actual duration minutes; actual duration; duration minutes; duration; "
        "duracion real minutos; duracion real; duracion minutos; duracion; "
        "scheduled duration minutes",
        "registered": "# registered; # registrants; registered; registrants; # registrados; # inscritos; "
        "registrados; inscritos; total registered; total registrants; # de registrados; "
        "# de inscritos",
        "cancelled": "# cancelled; # cancelled registrants; # canceled; # canceled registrants; "
        "cancelled; # cancelados; cancelados; # de cancelados",
        "approved": "# approved; approved; # aprobados; aprobados; # de aprobados",
        "denied": "# denied; denied; # denegados; denegados; # rechazados; # de denegados",
        "unique_viewers": "unique viewers; espectadores unicos; unique attendees; visitantes unicos",
        "total_users": "total users; total de usuarios; usuarios totales; total viewers",
        "max_concurrent": "max concurrent views; max concurrent viewers; maximo de vistas simultaneas; "
        "maximo de espectadores simultaneos",
        "participants": "participants; participantes; # participants",
        "host": "user email; host email; host; anfitrion; user name; correo electronico del usuario; "
        "nombre del anfitrion; host name",
        "generated": "report generated; report generated time; generated; report generated at; "
        "informe generado; hora de generacion del informe; reporte generado; "
        "hora del informe generado; informe generado el",
        "enabled": "enable registration; habilitar registro; registration enabled",
    }
)
COUNTS = (
    "registered", "cancelled", "approved", "denied", "unique_viewers", "total_users", "max_concurrent",
    "participants",
)  # fmt: skip
_STEMS: dict[Part, tuple[str, ...]] = {
    Part.OTHERS: (
        "other attend", "other particip", "others attend", "otros asist", "otros particip", "otras persona",
        "otros usuarios",
    ),
    Part.PANELISTS: (
        "panelist detail", "panelists", "detalles del panelista", "detalles de panelista",
        "detalles de los panelista", "detalles de las panelista", "informacion del panelista",
        "datos del panelista",
    ),
    Part.HOSTS: (
        "host detail", "hosts", "detalles del anfitrion", "detalles de anfitrion",
        "detalles de los anfitriones", "informacion del anfitrion", "datos del anfitrion",
    ),
    Part.ATTENDEES: (
        "attendee detail", "attendees", "registrant detail", "participant detail", "registration detail",
        "detalles del asistente", "detalles de asistente", "detalles de los asistente",
        "detalles del participante", "detalles de participante", "detalles de los participante",
        "datos del asistente", "datos de los asistente", "informacion del asistente", "detalles del inscrito",
        "detalles de los inscrito", "detalles del registrad", "detalles de los registrad",
    ),
}  # fmt: skip
_APPROVALS: tuple[tuple[Approval, tuple[str, ...]], ...] = (
    (Approval.PENDING, ("pending", "pendiente", "waiting", "en espera")),
    (Approval.DENIED, ("denied", "denegad", "rechazad", "declined", "blocked", "not approved", "no aprobad")),
    (Approval.CANCELLED, ("cancel",)),
    (Approval.APPROVED, ("approved", "aprobad", "accepted", "aceptad")),
)
_YES = frozenset({"yes", "y", "si", "s", "true", "1", "x", "attended", "asistio"})
_NO = frozenset({"no", "n", "false", "0"})


def part_of(title: str) -> Part | None:
    """Name the section that a title line opens, or None when it opens none."""
    folded = fold(title)
    if not folded or len(folded) > 60:
        return None
    return next((part for part, stems in _STEMS.items() if folded.startswith(stems)), None)


def read_approval(text: str) -> Approval:
    """Reduce an approval status to one of the five it may be."""
    folded = fold(text)
    if not folded:
        return Approval.NONE
    return next((value for value, stems in _APPROVALS if any(stem in folded for stem in stems)), Approval.OTHER)


def read_yes_no(text: str) -> bool | None:
    """Read yes or no in English or Spanish; None for anything else."""
    folded = fold(text)
    if folded in _YES:
        return True
    return False if folded in _NO else None
