"""The form of a sender: account, token, numbers, pace, and the words that the provider answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, PasswordField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from crm.core.forms import Form, one_line
from crm.sms.models import NumberKind, SenderAccount, ThroughputClass
from crm.sms.provider.keywords import DEFAULT_WORDS
from crm.sms.service.sender_settings import SenderSettings

NUMBER_KINDS: dict[str, LazyString] = {
    NumberKind.UNSTATED: _l("Not said: as fast as the provider takes them"),
    NumberKind.LONG_CODE: _l("Local number, not registered: 60 a minute"),
    NumberKind.TEN_DLC: _l("Local number, registered (10DLC): by its class"),
    NumberKind.TOLL_FREE: _l("Toll-free number: 180 a minute"),
    NumberKind.SHORT_CODE: _l("Short code: 600 a minute or more"),
}
CLASSES: dict[str, LazyString] = {
    "": _l("Not known: 75 a minute"),
    ThroughputClass.A_B: _l("A or B: 4,500 a minute"),
    ThroughputClass.C_D: _l("C or D: 2,400 a minute"),
    ThroughputClass.E_F: _l("E or F: 240 a minute"),
    ThroughputClass.LOW_VOLUME: _l("Low volume: 75 a minute"),
}
MOST = 1_000_000
PACE = ("name", "number_kind", "throughput_class", "brand_score", "segments_per_minute", "segments_per_day")
ACCOUNT = ("account_sid", "messaging_service_sid", "provider_answers_keywords")


def _choices(words: Mapping[str, LazyString]) -> list[SelectChoice]:
    return [SelectChoice(str(value), label) for value, label in words.items()]


def _or_empty(value: object) -> str:
    return "" if value is None else str(value)


class PaceForm(Form):
    """How fast and how much a sender sends; all that a simulated one has to say."""

    name = StringField(_l("Name of this sender"), filters=[one_line], validators=[Length(max=100)])
    number_kind = SelectField(_l("Kind of number"), choices=_choices(NUMBER_KINDS))
    throughput_class = SelectField(_l("Class of the campaign"), choices=_choices(CLASSES), coerce=_or_empty)
    brand_score = IntegerField(
        _l("Brand score"), validators=[Optional(), NumberRange(0, 100, _l("A brand score is from 0 to 100."))]
    )
    segments_per_minute = IntegerField(
        _l("Segments a minute"), validators=[Optional(), NumberRange(1, MOST, _l("At least one a minute."))]
    )
    segments_per_day = IntegerField(
        _l("Segments a day"), validators=[Optional(), NumberRange(1, MOST, _l("At least one a day."))]
    )

    @classmethod
    def of_pace(cls, account: SenderAccount) -> PaceForm:
        """The form as it stands for an account."""
        return cls(data={name: getattr(account, name) for name in PACE})

    def pace(self) -> dict[str, object]:
        """What was said of the pace, by column."""
        chosen = self.throughput_class.data
        return {
            "name": self.name.data or "",
            "number_kind": NumberKind(self.number_kind.data),
            "throughput_class": ThroughputClass(chosen) if chosen else None,
            "brand_score": self.brand_score.data,
            "segments_per_minute": self.segments_per_minute.data,
            "segments_per_day": self.segments_per_day.data,
        }


class SenderForm(PaceForm):
    """An account at the provider; an empty token keeps the one that is sealed already."""

    account_sid = StringField(
        _l("Account SID"),
        filters=[one_line],
        validators=[
            InputRequired(_l("The account SID is missing.")),
            Regexp(r"^AC[0-9a-fA-F]{32}$", message=_l("An account SID is AC and 32 letters and digits.")),
        ],
    )
    token = PasswordField(_l("Auth token"), filters=[one_line], validators=[Length(max=200)])
    messaging_service_sid = StringField(
        _l("Messaging service SID"),
        filters=[one_line],
        validators=[
            Optional(),
            Regexp(r"^MG[0-9a-fA-F]{32}$", message=_l("A messaging service is MG and 32 letters and digits.")),
        ],
    )
    numbers = TextAreaField(_l("Numbers, one a line"), validators=[Length(max=4_000)])
    provider_answers_keywords = BooleanField(_l("The provider answers STOP, START and HELP itself"))
    provider_words = TextAreaField(_l("Whole texts that it answers, one a line"), validators=[Length(max=2_000)])

    @classmethod
    def of(cls, account: SenderAccount | None, numbers: Sequence[str] = ()) -> SenderForm:
        """The form as it stands for an account, or for a new one; a posted form keeps what was typed."""
        if account is None:
            return cls(provider_answers_keywords=True, provider_words="\n".join(DEFAULT_WORDS))
        words = DEFAULT_WORDS if account.provider_words is None else account.provider_words
        given = {name: getattr(account, name) for name in (*PACE, *ACCOUNT)}
        return cls(data=given | {"numbers": "\n".join(numbers), "provider_words": "\n".join(words)})

    def settings(self) -> SenderSettings:
        """What was typed."""
        words = tuple(_lines(str(self.provider_words.data or "").upper()))
        return SenderSettings(
            account_sid=self.account_sid.data or "",
            token=self.token.data or "",
            messaging_service_sid=self.messaging_service_sid.data or "",
            numbers=tuple(_lines(self.numbers.data or "")),
            provider_answers_keywords=bool(self.provider_answers_keywords.data),
            provider_words=None if sorted(words) == sorted(DEFAULT_WORDS) else words,
            pace=self.pace(),
        )


def _lines(text: str) -> list[str]:
    """What stands on each line, or between commas; once each."""
    found = [" ".join(part.split()) for part in re.split(r"[\n,;]", text)]
    return list(dict.fromkeys(part for part in found if part))
