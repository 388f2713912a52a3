"""Invented lists of people as organizations hold them: some written down several times, some who only look alike.

Names, streets and towns are others than those of the example sets, so that what was learned there is tried on
strangers. Phones are 555-01xx and e-mails end in example.org.
"""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crm.contacts.duplicates import Record
from crm.contacts.nicknames import NICKNAMES

_GIVEN = """
Ximena Iker Yaretzi Lázaro Águeda Noé Íñigo Zoé Rubí Jairo Édgar Lluvia Perla Dulce Abril Germán Fabián Úrsula Araceli Saúl
Tremaine Lashonda Kwame Imani Jabari Nia Kofi Amara Zuri Malik Ebony Latrice Dashawn Tyreek Shanika Devonte Marquis Unique
Farid Rania Bilal Huda Zaid Salma Anh Linh Tuan Thuy Hoa Xiu Jun Mei Haruto Sakura Priya Rohan Anjali Sanjay Deepak Kavita
"""
_FAMILY = """
Ábrego Barragán Cárdenas Dávila Echeverría Fuentes Galván Huerta Ibarra Jáuregui Ledesma Mondragón Navarrete Olivares
Quintana Rentería Saldívar Treviño Urrutia Villaseñor Yáñez Zamudio Arellano Bracamontes Ceballos Durán Escobedo Feliciano
Abernathy Blackwood Calloway Dunning Eastman Fairchild Grantham Holloway Ivey Jessup Kittrell Lockhart Merriweather Oakley
Pettigrew Quarles Ravenell Stallworth Tillman Upchurch Vanderbilt Whitlock Yarbrough Zeigler Boatwright Culpepper Dupree
Mensah Boateng Asante Owusu Adeyemi Balogun Eze Nwosu Kamara Bangura Conteh Tesfaye Bekele Haile Abebe Warsame Duale Jama
Pham Truong Vu Bui Dang Ho Ngo Duong Ly Huynh Iyer Menon Reddy Banerjee Chatterjee Kapoor Malhotra Sharma Gupta Desai
Palacios Godínez Northcutt Ellison
"""
FIRST = [*sorted({name for names in NICKNAMES.values() for name in names}), *_GIVEN.split()]
LAST = _FAMILY.split()
COMMON_FIRST = [
    "maria",
    "jose",
    "juan",
    "carlos",
    "james",
    "michael",
    "robert",
    "mary",
    "jennifer",
    "david",
    "luis",
    "ana",
]
COMMON_LAST = ["Garza", "Reyes", "Flores", "Brooks", "Hayes", "Coleman", "Bui", "Sharma", "Fuentes", "Durán"]
_STREETS = """
Magnolia Sycamore Prospect Highland Delaware Wyandotte Chestnut Juniper Tremont Alder Birch Hawthorne Larkspur Monroe
Garfield Harrison Jackson Madison Quincy Tyler Utah Vine Walnut Xenia Yale Zinnia Ash Beech Dahlia Elm
"""
STREETS = _STREETS.split()
KINDS = (("St", "Street"), ("Ave", "Avenue"), ("Blvd", "Boulevard"), ("Rd", "Road"), ("Ct", "Court"))
TOWNS = (
    ("Kansas City", "MO", "641"),
    ("Tucson", "AZ", "857"),
    ("Memphis", "TN", "381"),
    ("Albany", "NY", "122"),
    ("Fresno", "CA", "937"),
)
AREAS = ["816", "520", "901", "518", "559", "913", "662", "480", "209", "929", "628", "945"]
HOSTS = ["mail", "post", "inbox", "home", "net", "box"]


@dataclass
class Doubles:
    """A list of records, the pairs that are one person, and pairs that only look so with the reason."""

    records: list[Record] = field(default_factory=list)
    same: set[tuple[str, str]] = field(default_factory=set)
    lookalikes: dict[tuple[str, str], str] = field(default_factory=dict)


class Inventor:
    """Invents people and writes them down as lists do; the same seed invents the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.made = Doubles()
        self._people: dict[int, list[str]] = {}
        self._serial = itertools.count(1)

    def invent(self, households: int) -> Doubles:
        """Households with what they share, parents and children of one name, offices, and strangers of one name."""
        for _household in range(households):
            self._household()
        self._offices(households // 40)
        self._namesakes(households // 25)
        for keys in self._people.values():
            self.made.same.update(itertools.combinations(sorted(keys), 2))
        self.random.shuffle(self.made.records)
        return self.made

    def _name(self) -> tuple[str, str]:
        chance = self.random.random
        first = self.random.choice(COMMON_FIRST if chance() < 0.25 else FIRST).title()
        if chance() < 0.12:
            first += " " + self.random.choice(FIRST).title()
        last = self.random.choice(COMMON_LAST if chance() < 0.25 else LAST)
        return first, f"{last} {self.random.choice(LAST)}" if chance() < 0.25 else last

    def _phone(self) -> str:
        return f"+1{self.random.choice(AREAS)}55501{self.random.randrange(100):02d}"

    def _email(self, first: str, last: str) -> str:
        f, s = plain(first).lower().split()[0], plain(last).lower().replace(" ", "")
        number = self.random.randrange(2000)
        shape = self.random.choice(
            (f"{f}.{s}", f"{f[0]}{s}", f"{f}{number}", f"{s}{f[0]}", f"{f}{s}{number}", f"{f}_{s}")
        )
        return f"{shape}@{self.random.choice(HOSTS)}.example.org"

    def _home(self) -> Record:
        """A record that holds an address and nothing else."""
        city, state, prefix = self.random.choice(TOWNS)
        street = (
            f"{self.random.randrange(10, 9999)} {self.random.choice(('', 'N ', 'W '))}{self.random.choice(STREETS)}"
        )
        flat = self.random.choice(("", "", "", f" Apt {self.random.randrange(1, 40)}"))
        zips = f"{prefix}{self.random.randrange(1, 30):02d}"
        street = f"{street} {self.random.choice(KINDS)[0]}{flat}"
        return Record("", street=street, city=city, state=state, postal_code=zips)

    def _household(self) -> None:
        home, phone, size = self._home(), self._phone(), self.random.choice((1, 1, 1, 2, 2, 3, 4))
        _first, family = self._name()
        mailbox = self._email(_first, family)
        members: list[list[str]] = []
        for number in range(size):
            first, own = self._name()
            last = family if number == 0 or self.random.random() < 0.75 else own
            members.append(self._person(first, last, home, phone, mailbox, ""))
        if size > 1 and self.random.random() < 0.1:
            first, last = self._name()
            parent = self._person(first, last, home, phone, mailbox, self.random.choice(("Sr.", "")))
            child = self._person(first, last, home, phone, mailbox, self.random.choice(("Jr.", "Jr.", "II")))
            self._look_alike(parent, child, "parent and child")
        for one, other in itertools.combinations(members, 2):
            self._look_alike(one, other, "household")

    def _person(self, first: str, last: str, home: Record, phone: str, mailbox: str, suffix: str) -> list[str]:
        """Write one person down one to four times, each time from what she gave."""
        chance = self.random.random
        middle = self.random.choice(("", "", "", *FIRST[:60])).title()
        person = replace(home, first=first, middle=middle, last=last, suffix=suffix)
        phones = phone if chance() < 0.4 else self._phone()
        emails = mailbox if chance() < 0.12 else self._email(first, last)
        person = replace(person, emails=(emails,), phones=(phones,), language=self.random.choice(("en", "en", "es")))
        keys = [self._write(person) for _time in range(self.random.choice((1, 1, 1, 1, 2, 2, 3, 4)))]
        self._people[next(self._serial)] = keys
        return keys

    def _write(self, person: Record) -> str:
        key = f"D{len(self.made.records):06d}"
        for noise, share in NOISES:
            if self.random.random() < share:
                person = noise(self, person)
        self.made.records.append(replace(person, key=key))
        return key

    def _offices(self, count: int) -> None:
        for number in range(count):
            keys = []
            for _member in range(4):
                first, last = self._name()
                mailbox = (f"office{number}@shop.example.org",)
                keys.append(self._write(replace(self._home(), first=first, last=last, emails=mailbox)))
            for one, other in itertools.combinations(keys, 2):
                self._look_alike([one], [other], "office")

    def _namesakes(self, count: int) -> None:
        for _pair in range(count):
            first, last = self.random.choice(COMMON_FIRST).title(), self.random.choice(COMMON_LAST)
            keys = [
                self._person(first, last, self._home(), self._phone(), self._email(first, last), "") for _one in "ab"
            ]
            self._look_alike(keys[0], keys[1], "same name")

    def _look_alike(self, one: list[str], other: list[str], reason: str) -> None:
        for pair in itertools.product(one, other):
            low, high = sorted(pair)
            self.made.lookalikes[low, high] = reason


def plain(text: str) -> str:
    """Letters without their accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def slip(by: Inventor, text: str) -> str:
    """One slip of the finger: a letter left out, doubled, wrong, or two changed about."""
    if len(text) < 4:
        return text
    at = by.random.randrange(1, len(text) - 1)
    letter = by.random.choice("aeiorstn")
    ends = (text[at + 1 :], text[at] + text[at:], letter + text[at + 1 :], text[at + 1] + text[at] + text[at + 2 :])
    return text[:at] + by.random.choice(ends)


def _short(by: Inventor, person: Record) -> Record:
    word = plain(person.first.split()[0]).lower()
    shorts = sorted(short for short, names in NICKNAMES.items() if word in names)
    return replace(person, first=by.random.choice(shorts).title()) if shorts else person


def _move(by: Inventor, person: Record) -> Record:
    home = by._home()
    return replace(person, street=home.street, city=home.city, state=home.state, postal_code=home.postal_code)


def _spell_out(by: Inventor, person: Record) -> Record:
    street = person.street
    for short, long in KINDS:
        street = street.replace(f" {short}", f" {long}")
    return replace(person, street=street.upper() if by.random.random() < 0.3 else street)


def _bare(by: Inventor, person: Record) -> Record:
    """What many lists lack: a phone, an address, a street."""
    lacking: tuple[dict[str, object], ...] = (
        {"phones": ()},
        {"emails": ()},
        {"street": ""},
        {"street": "", "city": "", "state": "", "postal_code": ""},
    )
    return replace(person, **by.random.choice(lacking))  # type: ignore[arg-type]


Noise = Callable[[Inventor, Record], Record]
NOISES: tuple[tuple[Noise, float], ...] = (
    (lambda by, p: replace(p, middle=by.random.choice((p.middle[:1], ""))), 0.3),
    (_short, 0.08),
    (lambda by, p: replace(p, first=plain(p.first), last=plain(p.last)), 0.15),
    (lambda by, p: replace(p, last=p.last.split()[0]), 0.15),
    (lambda by, p: replace(p, last=p.last.split()[-1]), 0.03),
    (lambda by, p: replace(p, first=p.first.split()[-1]), 0.05),
    (lambda by, p: replace(p, first=slip(by, p.first)), 0.05),
    (lambda by, p: replace(p, last=slip(by, p.last)), 0.06),
    (lambda by, p: replace(p, emails=(by._email(p.first, p.last),)), 0.15),
    (lambda by, p: replace(p, phones=(by._phone(),)), 0.12),
    (_move, 0.12),
    (_spell_out, 0.3),
    (lambda by, p: replace(p, suffix=""), 0.2),
    (lambda by, p: replace(p, first=p.last, last=p.first), 0.03),
    (lambda by, p: replace(p, last=by.random.choice(LAST)), 0.01),
    (lambda by, p: replace(p, last=p.last[:1] + "."), 0.02),
    (lambda by, p: replace(p, first=p.first.upper(), last=p.last.upper()), 0.05),
    (_bare, 0.45),
    (_bare, 0.35),
    (_bare, 0.25),
)
"""What happens to a person's details between lists, and how often."""
