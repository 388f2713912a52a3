"""Plan what an import would do to each person of a file, without doing it: the same for the preview and the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crm.contacts.service.fill import Addition
from crm.contacts.service.points import PointBook
from crm.core.text import clean_line
from crm.imports.incoming import Incoming
from crm.imports.known import Person, load_people, people_by_id
from crm.imports.matching import SAME_FILE, Match, Verdict, match
from crm.imports.models import RowOutcome
from crm.imports.service.candidates import Candidates, EarlierRows, person_of

SAME, NEW, HOUSEHOLD, LATER = "same", "new", "household", "later"
"""What can be decided of a row that may be somebody we know: she is the same, somebody new, somebody new in the same
household, or in doubt: she comes in as a possible duplicate."""
NOBODY_MATCHED = Match(Verdict.NEW)
LANGUAGES = ("en", "es")
_FRESH = (RowOutcome.NEW, RowOutcome.REVIEW)
_KNOWN = (RowOutcome.KNOWN, RowOutcome.UPDATED)


@dataclass(slots=True)
class Planned:
    """What becomes of one row: its outcome, whom it is or may be, and what it adds to a person we know."""

    row: Incoming
    outcome: RowOutcome
    found: Match = NOBODY_MATCHED
    decision: str = ""
    addition: Addition | None = None

    @property
    def comes_in_new(self) -> bool:
        """Whether a new person is made of the row: also of one that waits for review."""
        return self.outcome in _FRESH

    @property
    def is_known(self) -> bool:
        """Whether the row is somebody we know, or somebody of an earlier row."""
        return self.outcome in _KNOWN

    @property
    def contact_id(self) -> int | None:
        """The person we know whom the row is, if it is one."""
        person = self.found.person
        return person.id if self.is_known and person is not None and person.id > 0 else None

    @property
    def same_line(self) -> int | None:
        """The earlier line of the file with the same person, if she is new too."""
        person = self.found.person
        return -person.id if self.is_known and person is not None and person.id < 0 else None

    @property
    def candidate_id(self) -> int | None:
        """The person we know whom the row may be, while that is open or after it was decided."""
        person = self.found.person
        return person.id if self.found.verdict is Verdict.REVIEW and person is not None and person.id > 0 else None


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are planned upon: what was decided about them and whom they became before, by position.

    `points` remembers the numbers and addresses that planning looked up, for those who write next.
    """

    decisions: Mapping[int, str] = field(default_factory=dict)
    before: Mapping[int, int] = field(default_factory=dict)
    all_new: bool = False
    earlier: EarlierRows | None = None
    points: PointBook = field(default_factory=PointBook)


def plan(rows: Sequence[Incoming], ground: Ground) -> list[Planned]:
    """Match every row with the people we know and with the rows before it, minding what was decided by position."""
    if ground.all_new:
        return [Planned(row, RowOutcome.LEFT_OUT if row.left_out else RowOutcome.NEW, NOBODY_MATCHED) for row in rows]
    wanted = [row for row in rows if not row.left_out]
    people = load_people(wanted, ground.points)
    if ground.before:
        people |= people_by_id(ground.before.values())
    candidates = Candidates(people, wanted, ground.earlier)
    return [_plan_one(row, candidates, ground) for row in rows]


def _plan_one(row: Incoming, candidates: Candidates, ground: Ground) -> Planned:
    if row.left_out:
        return Planned(row, RowOutcome.LEFT_OUT, NOBODY_MATCHED)
    earlier = candidates.people.get(ground.before.get(row.position, 0)) if ground.before else None
    if earlier is None and not candidates.may_know(row):
        return Planned(row, RowOutcome.NEW, NOBODY_MATCHED)
    itself = person_of(row)
    if earlier is not None:
        found = Match(Verdict.KNOWN, earlier.somebody, SAME_FILE)
    else:
        found = match(itself.somebody, candidates.known)
        if found.verdict is Verdict.NEW:
            found = candidates.resembling(row.key, itself) or found
    person = candidates.people.get(found.person.id) if found.person else None
    planned = _outcome(row, found, ground.decisions.get(row.position, ""), person)
    candidates.learn(row, itself, None if planned.comes_in_new else person)
    return planned


def _outcome(row: Incoming, found: Match, decision: str, person: Person | None) -> Planned:
    if found.verdict is Verdict.NEW:
        return Planned(row, RowOutcome.NEW, found)
    if found.verdict is Verdict.REVIEW and decision != SAME:
        return Planned(row, RowOutcome.NEW if decision in (NEW, HOUSEHOLD) else RowOutcome.REVIEW, found, decision)
    addition = _addition(row, person) if person else None
    return Planned(row, RowOutcome.UPDATED if addition else RowOutcome.KNOWN, found, decision, addition)


def _addition(row: Incoming, person: Person) -> Addition | None:
    """What a row knows of a person that we do not; None when there is nothing."""
    fields = _missing_fields(row, person)
    custom = {key: value for key, value in row.custom.items() if not person.custom.get(key)}
    phones = [phone for phone in row.phones if phone not in person.somebody.phones]
    emails = [email for email in row.emails if email not in person.somebody.emails]
    is_known = row.external is None or row.external in person.somebody.externals or row.external == person.external
    external = None if is_known else row.external
    if not (fields or custom or phones or emails or external):
        return None
    return Addition(person.somebody.id, fields, custom, phones, emails, external)


def _missing_fields(row: Incoming, person: Person) -> dict[str, str]:
    """Fields that are empty; an address is taken whole or not at all."""
    held = person.fields
    fields = {name: value for name, value in row.fields.items() if not held.get(name) and clean_line(value)}
    if held.get("postal_code") or held.get("city"):
        fields = {name: value for name, value in fields.items() if name == "suffix"}
    if row.pronouns and not held.get("pronouns"):
        fields["pronouns"] = row.pronouns
    if row.language in LANGUAGES and not person.language:
        fields["preferred_language"] = row.language
    return fields
