"""The forms of writing: a follow-up's tracks, the values of its fields, and when it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from crm.core.errors import N_, Refused
from crm.core.forms import Form, one_line
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.text import clean_line
from crm.sms.merge_fields import composed, say_date, say_time
from crm.sms.models import BlastMode, Track
from crm.sms.queries.audience import MOST_PICKED, Audience, AudienceKind, Said
from crm.sms.queries.follow_up import Draft

PER_LANGUAGE = frozenset({"ask", "body", "district", "event", "campaign"})
"""Fields whose value is said differently in the two languages; the others are typed once."""
LONGEST_VALUE = 200
LONGEST_TEXT = 1600


_SOME = [Optional(), NumberRange(0, 100)]


def text_body(value: object) -> object:
    """A filter for texts: composed letters and plain line ends."""
    return composed(value) if isinstance(value, str) else value


class TrackForm(Form):
    """What is written to one track."""

    class Meta:
        csrf = False  # the page's form carries the token once

    chosen = BooleanField()
    template = IntegerField(_l("Template"), default=0, validators=[Optional()])
    ask = IntegerField(_l("A yes means"), default=0, validators=[Optional()])
    en = TextAreaField(_l("English"), filters=[text_body], validators=[Length(max=LONGEST_TEXT)])
    es = TextAreaField(_l("Spanish"), filters=[text_body], validators=[Length(max=LONGEST_TEXT)])
    person = IntegerField(default=0, validators=[Optional()])

    def draft(self, track: Track) -> Draft:
        """The draft as it stands in the form."""
        bodies = {"en": self.en.data or "", "es": self.es.data or ""}
        return Draft(track, bodies, self.template.data or None, bool(self.chosen.data), self.ask.data or None)


class SendForm(Form):
    """When a text goes; `submit_key` makes a double click the same text."""

    when = StringField(_l("When"), default="now", validators=[AnyOf(("now", "later", "touch"))])
    at = DateTimeLocalField(_l("Day and time"), format="%Y-%m-%dT%H:%M", validators=[Optional()])
    submit_key = HiddenField(validators=[InputRequired(), Length(min=8, max=40)])

    def send_at(self, zone: ZoneInfo) -> datetime | None:
        """The chosen moment in UTC, read in the organization's zone; None for now. Refused when later has no time."""
        if self.when.data != "later":
            return None
        if self.at.data is None:
            raise Refused(N_("Say on which day and at what time it should go."))
        moment: datetime = self.at.data.replace(tzinfo=zone).astimezone(UTC)
        return moment


class FollowUpForm(SendForm):
    """When a follow-up goes."""


class ComposeForm(SendForm):
    """A text to many: whom it is for, what it says, and when it goes; `people` are ids picked by hand."""

    kind = StringField(default="", validators=[Optional(), AnyOf([kind.value for kind in AudienceKind])])
    segment = IntegerField(_l("Segment"), validators=[Optional()])
    list = IntegerField(_l("List"), validators=[Optional()])
    tag = IntegerField(_l("Tag"), validators=[Optional()])
    action = IntegerField(_l("Action"), validators=[Optional()])
    people = HiddenField(validators=[Optional(), Length(max=40_000)])
    about = IntegerField(_l("It is about"), default=0, validators=[Optional()])
    template = IntegerField(_l("Template"), default=0, validators=[Optional()])
    en = TextAreaField(_l("English"), filters=[text_body], validators=[Length(max=LONGEST_TEXT)])
    es = TextAreaField(_l("Spanish"), filters=[text_body], validators=[Length(max=LONGEST_TEXT)])
    picture = IntegerField(default=0, validators=[Optional()])
    touch_at = TimeField(_l("At this hour"), default=time(17, 30), validators=[Optional()])
    keeps_caps = BooleanField(_l("Leave out whom we text often enough"))
    mode = StringField(_l("Who sends it"), default=BlastMode.BROADCAST.value, validators=[AnyOf([*BlastMode])])
    person = IntegerField(default=0, validators=[Optional()])
    find = StringField(_l("See it as"), filters=[one_line], validators=[Length(max=100)])

    def audience(self, said: Iterable[str]) -> Audience | None:
        """Whom it is for; None while that is not chosen."""
        if not self.kind.data or "kind" in self.errors:
            return None
        kind = AudienceKind(self.kind.data)
        if kind is AudienceKind.PEOPLE:
            ids = tuple(int(one) for one in (self.people.data or "").split(",") if one.isdecimal() and len(one) < 10)
            return Audience(kind, people=ids[:MOST_PICKED]) if ids else None
        chosen = self[kind.value].data
        words = tuple(one for one in Said if one.value in set(said))
        if not chosen or (kind is AudienceKind.ACTION and not words):
            return None
        return Audience(kind, chosen, words if kind is AudienceKind.ACTION else ())

    def bodies(self) -> dict[str, str]:
        """The texts by language."""
        return {"en": self.en.data or "", "es": self.es.data or ""}


class TemplateForm(Form):
    """A template's name and its words in both languages."""

    name = StringField(_l("Name"), filters=[one_line], validators=[Length(max=80)])
    en = TextAreaField(_l("English"), filters=[text_body], validators=[Length(max=LONGEST_TEXT)])
    es = TextAreaField(_l("Spanish"), filters=[text_body], validators=[Length(max=LONGEST_TEXT)])

    def bodies(self) -> dict[str, str]:
        """The words by language."""
        return {"en": self.en.data or "", "es": self.es.data or ""}


class RulesForm(Form):
    """How often people are texted, and from which size on a second person says yes; an empty field sets no limit."""

    blast_approval_size = IntegerField(
        _l("A second person says yes to texts to more people than"), validators=[Optional(), NumberRange(0, 1_000_000)]
    )
    blasts_a_day = IntegerField(_l("Texts to many that one person gets a day, at most"), validators=_SOME)
    blasts_a_week = IntegerField(_l("Texts to many that one person gets in 7 days, at most"), validators=_SOME)
    hours_between_blasts = IntegerField(_l("Hours between two texts to many to one person, at least"), validators=_SOME)


TOUCHES: Mapping[str, Mapping[str, int]] = {"3d": {"days": 3}, "1d": {"days": 1}, "2h": {"hours": 2}}
"""When a text may go relative to its action, by the name of its box."""


class OwnPhoneForm(Form):
    """One's own number, and the code that was texted to it."""

    phone = StringField(_l("Your number"), filters=[one_line], validators=[Length(max=40)])
    code = StringField(_l("The code"), filters=[one_line], validators=[Length(max=20)])


def touches(names: Iterable[str], at: time | None) -> dict[str, dict[str, int | str]]:
    """The touches whose boxes are ticked; those that are days before go at that time of day."""
    clock = (at or time(17, 30)).strftime("%H:%M")
    return {
        name: dict(touch) | ({"at": clock} if "days" in touch else {})
        for name, touch in TOUCHES.items()
        if name in set(names)
    }


@dataclass(frozen=True, slots=True)
class TypedField:
    """One value to type: the merge field, and its language where the two differ ("" for both)."""

    field: str
    language: str = ""

    @property
    def input_name(self) -> str:
        """Its name in the form: value-link, value-ask-es."""
        return "-".join(part for part in ("value", self.field, self.language) if part)


def typed_fields(field: str) -> list[TypedField]:
    """The inputs that fill a merge field."""
    if field in PER_LANGUAGE:
        return [TypedField(field, language) for language in LANGUAGE_CODES]
    return [TypedField(field)]


def typed_values(form: Mapping[str, str], names: list[str]) -> dict[str, dict[str, str]]:
    """What was typed into the inputs of these merge fields, by language, as a text says it."""
    typed: dict[str, dict[str, str]] = {language: {} for language in LANGUAGE_CODES}
    for one in (one for name in names for one in typed_fields(name)):
        raw = clean_line(form.get(one.input_name), LONGEST_VALUE)
        for language in (one.language,) if one.language else LANGUAGE_CODES:
            said = _said(one.field, raw, language)
            if said:
                typed[language][one.field] = said
    return typed


def _said(field: str, raw: str, language: str) -> str:
    """A typed day or time as texts say it; what is neither stays missing, and the page asks for it again."""
    try:
        if field == "date" and raw:
            return say_date(date.fromisoformat(raw), language)
        if field == "time" and raw:
            return say_time(time.fromisoformat(raw))
    except ValueError:
        return ""
    return raw
