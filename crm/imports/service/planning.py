"""Plan what an import would do to each person of a file, without doing it: the same for the preview and the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crm.contacts.service.fill import Addition
from crm.core.text import clean_line
from crm.imports.incoming import Incoming
from crm.imports.matching import SAME_FILE, Known, Match, Somebody, Verdict, match
from crm.imports.models import RowOutcome
from crm.imports.queries import Person, index_people, load_people, people_by_id

SAME, NEW = "same", "new"
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row: its outcome, whom it is or may be, and what it adds to a person we know."""

    row: Incoming
    outcome: RowOutcome
    found: Match = field(default_factory=lambda: Match(Verdict.NEW))
    decision: str = ""
    addition: Addition | None = None

    @property
    def comes_in_new(self) -> bool:
        """Whether a new person is made of the row: also of one that waits for review."""
        return self.outcome in (RowOutcome.NEW, RowOutcome.REVIEW)

    @property
    def contact_id(self) -> int | None:
        """The person we know whom the row is, if it is one."""
        person = self.found.person
        is_known = self.outcome in (RowOutcome.KNOWN, RowOutcome.UPDATED)
        return person.id if is_known and person is not None and person.id > 0 else None

    @property
    def same_line(self) -> int | None:
        """The earlier line of the file with the same person, if she is new too."""
        person = self.found.person
        return -person.id if self.outcome is RowOutcome.KNOWN and person is not None and person.id < 0 else None

    @property
    def candidate_id(self) -> int | None:
        """The person we know whom the row may be, while that is open or after it was decided."""
        person = self.found.person
        return person.id if self.found.verdict is Verdict.REVIEW and person is not None and person.id > 0 else None


def plan(
    rows: Sequence[Incoming], decisions: Mapping[int, str], before: Mapping[int, int], *, all_new: bool = False
) -> list[Planned]:
    """Match every row with the people we know and with the rows before it, minding what was decided by position.

    `before` gives by position whom the very same file made or found when it was imported earlier.
    """
    wanted = [row for row in rows if not row.left_out]
    people = {} if all_new else load_people(wanted) | people_by_id(before.values())
    known = index_people(people)
    planned: list[Planned] = []
    for row in rows:
        if row.left_out:
            planned.append(Planned(row, RowOutcome.LEFT_OUT))
            continue
        found = _find(row, known, people.get(before.get(row.position, 0)), all_new)
        done = _outcome(row, found, decisions.get(row.position, ""), people)
        planned.append(done)
        _remember(done, known)
    return planned


def _find(row: Incoming, known: Known, earlier: Person | None, all_new: bool) -> Match:
    if all_new:
        return Match(Verdict.NEW)
    if earlier is not None:
        return Match(Verdict.KNOWN, earlier.somebody, SAME_FILE)
    return match(row.somebody, known)


def _outcome(row: Incoming, found: Match, decision: str, people: Mapping[int, Person]) -> Planned:
    if found.verdict is Verdict.NEW:
        return Planned(row, RowOutcome.NEW, found)
    if found.verdict is Verdict.REVIEW and decision != SAME:
        return Planned(row, RowOutcome.NEW if decision == NEW else RowOutcome.REVIEW, found, decision)
    person = people.get(found.person.id) if found.person else None
    addition = _addition(row, person) if person else None
    return Planned(row, RowOutcome.UPDATED if addition else RowOutcome.KNOWN, found, decision, addition)


def _remember(done: Planned, known: Known) -> None:
    """Let the rows that follow find this one's person, with the numbers and addresses it brought."""
    row, person = done.row.somebody, done.found.person
    if done.comes_in_new or person is None:
        known.add(row)
    else:
        known.add(_joined(person, row))


def _joined(person: Somebody, row: Somebody) -> Somebody:
    return replace(person, emails=person.emails | row.emails, phones=person.phones | row.phones)


def _addition(row: Incoming, person: Person) -> Addition | None:
    """What a row knows of a person that we do not; None when there is nothing."""
    fields = {name: value for name, value in row.fields.items() if not person.fields.get(name) and clean_line(value)}
    if person.fields.get("postal_code") or person.fields.get("city"):
        fields = {name: value for name, value in fields.items() if name == "suffix"}
    if row.language in LANGUAGES and not person.language:
        fields["preferred_language"] = row.language
    custom = {key: value for key, value in row.custom.items() if not person.custom.get(key)}
    phones = [phone for phone in row.phones if phone not in person.somebody.phones]
    emails = [email for email in row.emails if email not in person.somebody.emails]
    if not (fields or custom or phones or emails):
        return None
    return Addition(person.somebody.id, fields, custom, phones, emails)
