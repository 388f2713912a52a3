"""The inputs of a filter: what each may hold, how it is read from a form, checked, and said in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from crm.core.errors import N_, Refused
from crm.core.spoken import gettext as _
from crm.core.text import clean_line

GONE = N_("This step points at something that is gone. Choose again.")
MISSING = N_("Something is missing in this step. Choose or write it.")
MOST_CHOSEN = 200
Form = Mapping[str, list[str]]
"""What a form sent: every value of every field."""


class Label(Protocol):
    """A text that is said in the language of whoever looks; a lazy translation."""

    def __str__(self) -> str: ...


class Options(Protocol):
    """What can be chosen; what was chosen may be gone, or beyond what is offered."""

    def offered(self) -> list[tuple[str, str]]:
        """Values and their words, in order."""

    def name_of(self, value: str) -> str | None:
        """The words of a value, None when there is no such thing."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Options that the program itself knows."""

    pairs: tuple[tuple[str, Label], ...]

    def offered(self) -> list[tuple[str, str]]:
        """Values and their words, in order."""
        return [(value, str(label)) for value, label in self.pairs]

    def name_of(self, value: str) -> str | None:
        """The words of a value, None when there is no such thing."""
        return next((str(label) for known, label in self.pairs if known == value), None)


@dataclass(frozen=True, slots=True)
class Rows:
    """Options that are rows of the organization: `some` lists (id, name), `find` names one, None when it is gone."""

    some: Callable[[], Sequence[tuple[int, str]]]
    find: Callable[[int], str | None]
    others: tuple[tuple[str, Label], ...] = ()

    def offered(self) -> list[tuple[str, str]]:
        """Values and their words, in order; what is no row stands first."""
        return [*Fixed(self.others).offered(), *((str(row_id), name) for row_id, name in self.some())]

    def name_of(self, value: str) -> str | None:
        """The words of a value, None when there is no such thing."""
        known = Fixed(self.others).name_of(value)
        return known or (self.find(int(value)) if value.isdecimal() and len(value) < 10 else None)


class Input(Protocol):
    """One input of a filter; `kind` names the piece of the page that shows it."""

    @property
    def name(self) -> str:
        """By what its value is kept."""

    @property
    def label(self) -> Label:
        """What stands above it."""

    @property
    def kind(self) -> str:
        """The piece of the page that shows it."""

    def blank(self) -> Any:
        """What it holds before anything is chosen."""

    def read(self, form: Form, prefix: str) -> Any:
        """What was typed, as it is; whether it makes sense is for check()."""

    def check(self, value: Any) -> None:
        """Refused, with a sentence, when the value cannot be used."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number between two bounds."""

    name: str
    label: Label
    least: int = 1
    most: int = 1000
    default: int = 1
    kind: str = "number"

    def blank(self) -> int:
        """The usual number."""
        return self.default

    def read(self, form: Form, prefix: str) -> Any:
        """The number, or what else was typed."""
        text = _first(form, prefix + self.name)
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else text

    def check(self, value: Any) -> None:
        """Refused unless it is a number within the bounds."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise Refused(N_("Write a number from %(least)s to %(most)s."), least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; one that must be filled is refused when empty."""

    name: str
    label: Label
    longest: int = 100
    is_needed: bool = True
    kind: str = "line"

    def blank(self) -> str:
        """Nothing."""
        return ""

    def read(self, form: Form, prefix: str) -> str:
        """The line, cleaned."""
        return clean_line(_first(form, prefix + self.name), self.longest)

    def check(self, value: Any) -> None:
        """Refused unless it is a text, and not an empty one where it is needed."""
        if not isinstance(value, str) or len(value) > self.longest or (self.is_needed and not value):
            raise Refused(MISSING)


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several options; with `default` it is never empty."""

    name: str
    label: Label
    options: Options
    default: str = ""
    kind: str = "pick"

    def blank(self) -> str:
        """The usual one, "" when there is none."""
        return self.default

    def read(self, form: Form, prefix: str) -> str:
        """What was chosen."""
        return _first(form, prefix + self.name)

    def check(self, value: Any) -> None:
        """Refused when nothing was chosen, or what is gone."""
        if value == "":
            raise Refused(MISSING)
        if not isinstance(value, str) or self.options.name_of(value) is None:
            raise Refused(GONE)

    def said(self, value: str) -> str:
        """The words of what was chosen."""
        return self.options.name_of(value) or _("something that is gone")


@dataclass(frozen=True, slots=True)
class PickMany:
    """Any number of options, at least one unless none means all of them."""

    name: str
    label: Label
    options: Options
    is_needed: bool = True
    kind: str = "pick_many"

    def blank(self) -> list[str]:
        """None."""
        return []

    def read(self, form: Form, prefix: str) -> list[str]:
        """What was chosen."""
        return [value for value in form.get(prefix + self.name, []) if value]

    def check(self, value: Any) -> None:
        """Refused when nothing was chosen where something must be, and when something is gone."""
        if not isinstance(value, list) or len(value) > MOST_CHOSEN or (self.is_needed and not value):
            raise Refused(MISSING)
        if any(not isinstance(one, str) or self.options.name_of(one) is None for one in value):
            raise Refused(GONE)

    def said(self, values: Sequence[str], last: str = "") -> str:
        """The words of what was chosen, joined by commas and, before the last, by "or" (or another word)."""
        names = [self.options.name_of(value) or _("something that is gone") for value in values]
        return joined(names, last or _("or"))


def joined(names: Sequence[str], last: str) -> str:
    """Names in a row: a, b or c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""


def _first(form: Form, name: str) -> str:
    return next(iter(form.get(name, [])), "").strip()
