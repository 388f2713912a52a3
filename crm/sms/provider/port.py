"""What we need of whoever carries our texts: hand one over, and look one up whose fate is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """One text to hand over; `to` and `from_phone` are E.164, and either a service or a number sends it.

    `status_callback` is our address for receipts, which carries `attempt_id`; `validity_seconds` is how long the
    carriers may go on trying.
    """

    to: str
    body: str
    attempt_id: str
    status_callback: str = ""
    messaging_service_sid: str = ""
    from_phone: str = ""
    validity_seconds: int = 14_400
    media_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has taken the text and named it."""

    sid: str
    status: str
    from_phone: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """The provider will not take the text; `code` is its error code, 0 when it gave none."""

    code: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class NotNow:
    """The text was certainly not taken and may be handed over again after so many seconds.

    `is_busy` says that the provider had too many calls of ours at once.
    """

    seconds: float
    words: str = ""
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows whether the text was taken: no answer, a broken one, or a failure of the provider's own."""

    words: str = ""


SendResult = Accepted | Declined | NotNow | Unknown


@dataclass(frozen=True, slots=True)
class SentText:
    """A text of ours that the provider has."""

    sid: str
    status: str
    from_phone: str = ""


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A text that came in, as the provider lists it; `fields` are those of its webhook."""

    sid: str
    fields: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or another file that came with a text, as the provider serves it."""

    content_type: str
    content: bytes


class SmsProvider(Protocol):
    """Who carries texts. No call is made inside a transaction; `send` is called by several threads at once where
    `calls_at_once` is more than one.
    """

    calls_at_once: int

    def send(self, text: OutgoingText) -> SendResult:
        """Hand a text over once; never raises for what the network or the provider does."""
        ...

    def find_sent(self, text: OutgoingText, since: datetime) -> list[SentText]:
        """Texts to that number with that body made since then, oldest first; ProviderSilent when it cannot be asked."""
        ...

    def check(self) -> CheckUp:
        """Whether account and messaging service are there and may send; ProviderSilent when it cannot be asked."""
        ...

    def list_incoming(self, our_number: str, since: datetime, at_most: int) -> list[IncomingText]:
        """Texts that came in to that number since then, the latest so many; ProviderSilent when it cannot be asked."""
        ...

    def fetch_media(self, url: str, most_bytes: int) -> Media:
        """A file that came with a text; Refused for an address that is not the account's, or one that is too large,
        ProviderSilent when it cannot be asked."""
        ...


@dataclass(frozen=True, slots=True)
class CheckUp:
    """What the provider says of an account: what is wrong, for a person ("" when nothing is), and its numbers in E.164."""

    problem: str = ""
    numbers: tuple[str, ...] = ()


class ProviderSilent(Exception):
    """The provider could not be asked; nothing is known."""
