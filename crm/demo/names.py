"""The invented people of the demo; numbers are 555-01xx and addresses example.org, which belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass

from crm.core.text import fold


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person; `phone` is E.164 or "", `email` may be ""."""

    first: str
    last: str
    language: str
    phone: str
    email: str
    chosen: str = ""
    city: str = "Denver"
    postal_code: str = "80219"


# First name, last name, language, last two digits of the phone ("" for none), has an e-mail, area code.
_KNOWN = """
Guadalupe Martínez es 01 y 303|Mateo Martínez es 01 n 303|Thuỷ Trần en 02 y 720|Darnell Washington en 03 y 303
Alma Quintero es 04 n 303|Keisha Robinson en 05 y 720|José Luis Herrera es 06 y 303|Minh Nguyễn en 07 n 720
Esperanza Ortega es 08 y 303|Tyrone Banks en 09 y 303|Xóchitl Ramírez es 10 y 720|Abeba Tesfaye en 11 y 303
Rubén Salgado es 12 n 303|Latoya Greene en 13 y 720|Marisol Peña es 14 y 303|Hassan Abdi en 15 y 303
Consuelo Vargas es 16 n 303|Malia Kealoha en 17 y 720|Ignacio Ríos es 18 y 303|Ebony Carter en 19 y 303
Dolores Fuentes es 20 n 303|Linh Phạm en 21 y 720|Araceli Domínguez es 22 y 303|Andre Thompson en 23 n 303
Yesenia Castro es 24 y 720|Selam Gebremariam en 25 y 303|Eusebio Luna es 26 n 303|Monique Ellis en 27 y 303
Rocío Navarro es 28 y 720|Isaiah Freeman en 29 y 303|Socorro Medina es 30 n 303|Kim Oanh Lê en 31 y 720
Gloria Esquivel es 32 y 303|Jamal Brooks en 33 y 303|Teresa Aguilar es 34 n 303|Dawn Whitehorse en 35 y 720
Leticia Morales es 36 y 303|Omar Warsame en 37 y 303|Beatriz Solís es 38 n 303|Renee Dupree en 39 y 720
Fermín Cortez es 40 y 303|Nia Jefferson en 41 y 303|Perla Zamora es 42 y 720|Hai Đặng en 43 n 303
Ofelia Barrera es 44 y 303|Marcus Hill en 45 y 303|Graciela Ponce es 46 n 720|Sade Okonkwo en 47 y 303
Ramón Ibarra es 44 n 303|Tanya Begay en 49 y 303|Luz María Campos es 50 y 303|DeShawn Price en 51 y 720
Jacinta Rangel es  n 303|Amina Yusuf en  y 303|Nicolás Vega es 54 y 720|Ruth Jackson en 55 y 303
Elvira Montoya es 56 n 303|Quang Bùi en 57 y 720|Hortensia Gil es 58 y 303|Carl Simmons en 59 y 303
"""
_STRANGERS = """
Adriana Lozano es 61 y 970|Bianca Holloway en 62 y 970|Cándido Reyes es 63 y 719|Derrick Vaughn en 64 y 719
Emilia Santos es 65 y 970|Fatuma Ali en 66 y 970|Gustavo Pineda es 67 y 719|Huy Võ en 68 y 970
Irma Delgadillo es 69 y 719|Jasmine Porter en 70 y 970|Karla Benítez es 71 y 970|Lamar Stokes en 72 y 719
Magdalena Cruz es 73 y 970|Naomi Fields en 74 y 719|Óscar Trujillo es 75 y 970|Patrice Monroe en 76 y 970
Quetzal Arroyo es 77 y 719|Roberta Haynes en 78 y 970|Silvia Cárdenas es 79 y 719|Terrance Wade en 80 y 970
Úrsula Bravo es 81 y 970|Vanessa Hodge en 82 y 719|Wilfredo Salas es 83 y 970|Yusra Mohamed en 84 y 970
Zenaida Ochoa es 85 y 719
"""
CHOSEN = {("Guadalupe", "Martínez"): "Lupe", ("José Luis", "Herrera"): "Pepe", ("Luz María", "Campos"): "Luz"}


def _read(lines: str) -> tuple[Invented, ...]:
    cells = [cell for line in lines.strip().splitlines() for cell in line.split("|")]
    return tuple(_person(cell) for cell in cells)


def _person(cell: str) -> Invented:
    """A cell read from its end: area code, whether there is an e-mail, digits, language; the rest is the name."""
    names, language, digits, has_email, area = cell.rsplit(" ", 4)
    first, last = names.rsplit(" ", 1)
    email = f"{first.split()[0]}.{last}@example.org".lower() if has_email == "y" else ""
    return Invented(
        first,
        last,
        language,
        f"+1{area}55501{digits}" if digits else "",
        fold(email),
        CHOSEN.get((first, last), ""),
        postal_code="80219" if language == "es" else "80205",
    )


KNOWN = _read(_KNOWN)
"""The people the demo organization knows: half of them speak Spanish first, some share a phone, some have no e-mail."""
STRANGERS = _read(_STRANGERS)
"""People who came to the demo's webinar and are new to the organization."""
