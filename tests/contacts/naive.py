"""Segments asked the slow way: every row in memory, every filter a few lines of Python, to hold the SQL against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crm.actions.models import Action, ActionStatus
from crm.commitments.models import Answer, Commitment, Outcome, Task, TaskStatus
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, ListMember, PointKind, PointStatus, Tagging
from crm.contacts.segments.grammar import Op, Step
from crm.core.database import db
from crm.one_on_ones.models import Assessment, OneOnOne
from crm.signins.models import SignIn, SignInOutcome
from crm.sms.models import Consent, ConsentState, Direction, Message, MessageStatus, OptOut
from crm.sms.queries.gate import verdicts

GOT = (MessageStatus.ACCEPTED, MessageStatus.SENDING, MessageStatus.SENT, MessageStatus.DELIVERED)
PROMISING = (Answer.YES, Answer.CONFIRMED)


class World:
    """Everything the organization holds, in lists."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.rows: dict[type, list[Any]] = {}
        for model in (
            Action, Commitment, Contact, ContactPoint, ContactPointLink, ListMember, Tagging, Task, OneOnOne,
            Assessment, SignIn, Consent, Message, OptOut,
        ):  # fmt: skip
            self.rows[model] = list(db.session.scalars(select(model)))

    def of(self, model: type, contact: Contact) -> list[Any]:
        """The rows of a table about a person."""
        return [row for row in self.rows[model] if row.contact_id == contact.id]

    def people(self, steps: Sequence[Step]) -> set[int]:
        """The ids of the people in a segment."""
        everyone = {c.id for c in self.rows[Contact] if c.merged_into_id is None and c.archived_at is None}
        held = set[int]() if steps and steps[0].op is Op.ADD else set(everyone)
        for step in steps:
            found = {c.id for c in self.rows[Contact] if c.id in everyone and self.is_found(step, c)}
            held = {Op.NARROW: held & found, Op.ADD: held | found, Op.SUBTRACT: held - found}[step.op]
        return held

    def is_found(self, step: Step, contact: Contact) -> bool:
        """Whether the filter of a step finds a person."""
        return bool(FILTERS[step.filter](self, contact, step.config))

    def within(self, when: dict[str, Any], moments: Iterable[datetime | None]) -> list[datetime]:
        """The moments that lie in a span."""
        return [moment for moment in moments if moment is not None and self._is_within(when, moment)]

    def _is_within(self, when: dict[str, Any], moment: datetime) -> bool:
        edge = self.now - timedelta(days=when["days"])
        spans = {"ever": moment <= self.now, "last": edge <= moment <= self.now, "earlier": moment < edge}
        return spans[when["span"]]

    def phones(self, contact: Contact) -> list[ContactPoint]:
        """The numbers a person is reached at now."""
        ids = {link.point_id for link in self.of(ContactPointLink, contact) if link.past_at is None}
        return [p for p in self.rows[ContactPoint] if p.id in ids and p.kind is PointKind.PHONE]

    def last_actions(self, count: int) -> set[int]:
        """The actions that began last."""
        begun = [a for a in self.rows[Action] if a.starts_at <= self.now and a.status is not ActionStatus.CANCELLED]
        return {a.id for a in sorted(begun, key=lambda a: (a.starts_at, a.id), reverse=True)[:count]}


def _counts(config: dict[str, Any], number: int) -> bool:
    return number >= config["count"] if config["how"] == "at_least" else number <= config["count"]


def _tag(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    held = {str(row.tag_id) for row in world.of(Tagging, contact)} & set(config["tags"])
    return {"any": bool(held), "all": held == set(config["tags"]), "none": not held}[config["how"]]


def _came_to_last(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    last = world.last_actions(config["last"])
    return _counts(config, sum(row.action_id in last for row in world.of(SignIn, contact)))


def _went(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    here = [row for row in world.of(SignIn, contact) if row.action_id == int(config["action"])]
    asked = [row for row in world.of(Commitment, contact) if row.action_id == int(config["action"])]
    said_yes = any(row.answer in PROMISING for row in asked)
    left = any(row.outcome is SignInOutcome.LEFT_EARLY for row in here)
    went = {"came": bool(here), "left_early": left, "registered": said_yes}
    return (went | {"no_show": said_yes and not here, "absent": not here})[config["how"]]


def _answered(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    asked = [row.answer for row in world.of(Commitment, contact) if row.action_id == int(config["action"])]
    meant = {"yes": PROMISING, "maybe": (Answer.MAYBE,), "no": (Answer.NO,), "waiting": (Answer.INVITED,)}
    return not asked if config["answer"] == "unasked" else any(one in meant[config["answer"]] for one in asked)


def _promises(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    of_outcome = [
        row.asked_at
        for row in world.of(Commitment, contact)
        if row.outcome is Outcome(config["outcome"]) and row.answer in PROMISING
    ]
    return _counts(config, len(world.within(config["when"], of_outcome)))


def _had(model: type, moment: str) -> Callable[[World, Contact, dict[str, Any]], bool]:
    def is_so(world: World, contact: Contact, config: dict[str, Any]) -> bool:
        found = world.within(config["when"], (getattr(row, moment) for row in world.of(model, contact)))
        return bool(found) == (config["how"] == "yes")

    return is_so


def _stands(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    rows = sorted(world.of(Assessment, contact), key=lambda row: (row.at, row.id))
    return str(rows[-1].value) in config["values"] if rows else "none" in config["values"]


def _may_text(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    pairs = [(point.value, contact.id) for point in world.phones(contact)]
    return any(verdict.allowed for verdict in verdicts(pairs).values()) == (config["how"] == "yes")


def _consent(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    rows = sorted(world.of(Consent, contact), key=lambda row: (row.at, row.state is ConsentState.OPTED_OUT))
    if config["said"] == "none":
        return not rows
    if config["said"] == "closed":
        closed = {row.phone for row in world.rows[OptOut] if row.lifted_at is None}
        return any(point.value in closed for point in world.phones(contact))
    return bool(rows) and rows[-1].state == config["said"]


def _texts(direction: Direction) -> Callable[[World, Contact, dict[str, Any]], bool]:
    def is_so(world: World, contact: Contact, config: dict[str, Any]) -> bool:
        rows = [row for row in world.of(Message, contact) if row.direction is direction]
        counted = [row.at for row in rows if direction is Direction.IN or row.status in GOT]
        return bool(world.within(config["when"], counted)) == (config["how"] == "yes")

    return is_so


def _reached(world: World, contact: Contact, config: dict[str, Any]) -> bool:
    phones = world.phones(contact)
    fit = [point for point in phones if point.status is not PointStatus.BAD and point.is_textable]
    return {"phone": bool(phones), "no_phone": not phones, "working_phone": bool(fit)}[config["how"]]


FILTERS: dict[str, Callable[[World, Contact, dict[str, Any]], bool]] = {
    "language": lambda _w, c, config: (c.preferred_language or "unknown") in config["languages"],
    "place": lambda _w, c, config: c.city.lower() in [p.strip().lower() for p in config["places"].split(",")],
    "field": lambda _w, c, config: bool(c.source) == (config["match"] == "filled"),
    "age": lambda _w, c, config: (c.is_minor is True) == (config["age"] == "minor"),
    "member_status": lambda _w, c, config: c.member_status.value in config["statuses"],
    "needs": lambda _w, c, config: bool(set(c.needs) & set(config["needs"])),
    "reached": _reached,
    "owner": lambda _w, c, config: str(c.owner_user_id or "nobody") in config["owners"],
    "tag": _tag,
    "list": lambda w, c, config: (
        any(str(row.list_id) in config["lists"] for row in w.of(ListMember, c)) == (config["how"] == "on")
    ),
    "last_contact": lambda w, c, config: (
        bool(w.within(config["when"], [c.last_contact_at])) == (config["how"] == "yes")
    ),
    "created": lambda w, c, config: bool(w.within(config["when"], [c.created_at])),
    "brought": lambda w, c, config: _counts(
        config, sum(o.recruited_by_id == c.id and o.archived_at is None for o in w.rows[Contact])
    ),
    "came_to_last": _came_to_last,
    "came": lambda w, c, config: _counts(
        config, len(w.within(config["when"], [row.arrived_at for row in w.of(SignIn, c)]))
    ),
    "went": _went,
    "first_came": lambda w, c, config: bool(
        w.within(config["when"], sorted(row.arrived_at for row in w.of(SignIn, c))[:1])
    ),
    "answered": _answered,
    "promises": _promises,
    "asked": _had(Commitment, "asked_at"),
    "task": lambda w, c, config: (
        any(row.status is TaskStatus.OPEN for row in w.of(Task, c)) == (config["how"] == "yes")
    ),
    "one_on_one": _had(OneOnOne, "met_at"),
    "stands": _stands,
    "may_text": _may_text,
    "consent": _consent,
    "got_text": _texts(Direction.OUT),
    "wrote": _texts(Direction.IN),
}
