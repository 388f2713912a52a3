"""Make one person of her several rows: tickets, sign-ups, codes or notes."""

from collections.abc import Iterable, Iterator, Mapping

from crm.core.errors import N_
from crm.imports.reading.cells import fold
from crm.imports.reading.errors import Notice
from crm.imports.reading.people.models import PersonRow, RejectedRow, Signup
from crm.imports.reading.people.reader import Read

NAMELESS_TICKET = N_("This ticket has no name yet, and nobody else in the file has the same order.")
_BEST = ("confirmed", "registered", "present", "", "maybe", "invited", "declined", "cancelled")


class Merger:
    """Gathers the rows of one file; order is the place of the order's number, by which nameless tickets find their buyer."""

    def __init__(self, merge_by: tuple[str, ...], order: int | None) -> None:
        """Take the fields that make rows one person: of several the first that is filled, with the first name."""
        self._by = merge_by
        self._order = order
        self._people: list[PersonRow | RejectedRow] = []
        self._places: dict[tuple[str, str], int] = {}
        self._orders: dict[str, int] = {}
        self._nameless: list[tuple[str, RejectedRow]] = []

    def gather(self, reads: Iterable[Read]) -> Iterator[PersonRow | RejectedRow]:
        """Take all rows in, and give the people in the order of their first rows."""
        for row, cells in reads:
            order = cells[self._order] if self._order is not None else ""
            if isinstance(row, PersonRow):
                self._take(row, order)
            elif order:
                self._nameless.append((order, row))
            else:
                self._people.append(row)
        self._place_nameless()
        return iter(sorted(self._people, key=lambda each: each.line))

    def _take(self, row: PersonRow, order: str) -> None:
        value = next((text for name in self._by if (text := getattr(row, name))), "")
        name = fold(f"{row.first_name} {row.last_name}") if self._by[0] == "email" else ""
        key = (value, name)
        place = self._places.get(key) if value else None
        if place is None and order and value and (value, "") in self._places:
            row, value = _without_contact(row), ""
        if place is not None:
            self._people[place] = join(self._people[place], row)
        else:
            place = len(self._people)
            self._people.append(row)
            if value:
                self._places[key] = place
                self._places.setdefault((value, ""), place)
        if order:
            self._orders.setdefault(order, place)

    def _place_nameless(self) -> None:
        for order, row in self._nameless:
            place = self._orders.get(order)
            buyer = self._people[place] if place is not None else None
            if place is not None and isinstance(buyer, PersonRow):
                self._people[place] = buyer._replace(merged=buyer.merged + 1)
            else:
                self._people.append(RejectedRow(row.line, row.cells, Notice(NAMELESS_TICKET, {}, row.line)))


def _without_contact(row: PersonRow) -> PersonRow:
    """A guest under her buyer's address: she is a person, and the address and number are the buyer's."""
    return row._replace(email=None, other_emails=(), phone=None, other_phones=())


def join(first: PersonRow | RejectedRow, second: PersonRow) -> PersonRow:
    """Join two rows of one person: what the first does not have comes from the second, lists add up."""
    if isinstance(first, RejectedRow):
        return second
    emails = _union((first.email, *first.other_emails, second.email, *second.other_emails))
    phones = _union((first.phone, *first.other_phones, second.phone, *second.other_phones))
    filled = {
        name: getattr(second, name)
        for name in first._fields
        if name not in ("line", "merged", "signup", "tags", "extra")
        and not getattr(first, name)
        and getattr(second, name)
    }
    if "opted_out" in (first.sms_consent, second.sms_consent):
        filled["sms_consent"] = "opted_out"
    if "opted_out" in (first.email_consent, second.email_consent):
        filled["email_consent"] = "opted_out"
    return first._replace(**filled)._replace(
        email=emails[0] if emails else None,
        other_emails=emails[1:],
        phone=phones[0] if phones else None,
        other_phones=phones[1:],
        tags=_union((*first.tags, *second.tags)),
        extra=_join_extra(first.extra, second.extra),
        signup=_join_signups(first.signup, second.signup),
        merged=first.merged + second.merged,
    )


def _union(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _join_extra(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """Keep both texts of a column that says different things of one person."""
    joined = dict(first)
    for name, text in second.items():
        known = joined.get(name)
        joined[name] = text if not known else known if text in known.split("\n") else f"{known}\n{text}"
    return joined


def _join_signups(first: tuple[Signup, ...], second: tuple[Signup, ...]) -> tuple[Signup, ...]:
    """Of several sign-ups to the same event the best counts: attended before confirmed, cancelled last."""
    best: dict[tuple[str, str, object], Signup] = {}
    for signup in (*first, *second):
        key = (signup.event_id, signup.title, signup.start)
        known = best.get(key)
        best[key] = signup if known is None or _rank(signup) < _rank(known) else known
    return tuple(best.values())


def _rank(signup: Signup) -> tuple[bool, int]:
    return not signup.attended, _BEST.index(signup.status)
