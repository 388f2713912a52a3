"""Twilio as a carrier of texts: one call a text, a timeout on each, never a retry of the call that creates."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from crm.core.errors import N_
from crm.sms.provider.port import CheckUp, IncomingText, Media, OutgoingText, ProviderSilent, SendResult, SentText
from crm.sms.provider.twilio_http import MessagesResource
from crm.sms.provider.twilio_reading import MediaReader, list_incoming

log = logging.getLogger(__name__)
logging.getLogger("twilio.http_client").setLevel(logging.WARNING)  # at INFO it writes phone numbers of list calls

CALLS_AT_ONCE = 48
LISTED_AT_MOST = 100
NO_ACCOUNT = N_("The provider does not know this account, or does not accept its token.")
NOT_ACTIVE = N_("The provider says that this account is not active.")
NO_SERVICE = N_("The account has no messaging service of that name.")
_BROKEN = (TwilioException, RequestException, ValueError, KeyError, TypeError)


class _RedirectedHttp(TwilioHttpClient):
    """Twilio's HTTP client with a timeout, speaking to another address when one is given (an emulator)."""

    def __init__(self, api_url: str, timeout_seconds: float) -> None:
        super().__init__(timeout=timeout_seconds)
        self._target = urlsplit(api_url) if api_url else None

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """Send a request, with scheme and host swapped for the given ones."""
        if self._target is not None:
            parts = urlsplit(url)
            path = self._target.path.rstrip("/") + parts.path
            url = urlunsplit((self._target.scheme, self._target.netloc, path, parts.query, parts.fragment))
        return super().request(method, url, *args, **kwargs)


class TwilioProvider:
    """Sends through one Twilio account; `api_url` empty means Twilio itself."""

    calls_at_once = CALLS_AT_ONCE

    def __init__(
        self,
        account_sid: str,
        token: str,
        api_url: str = "",
        timeout_seconds: float = 10.0,
        messaging_service_sid: str = "",
    ) -> None:
        self._account_sid, self._service_sid = account_sid, messaging_service_sid
        self._messages = MessagesResource(account_sid, token, api_url, timeout_seconds, CALLS_AT_ONCE)
        self._client = Client(account_sid, token, http_client=_RedirectedHttp(api_url, timeout_seconds))
        self._media = MediaReader(account_sid, token, api_url, timeout_seconds)

    def send(self, text: OutgoingText) -> SendResult:
        """Hand a text over once and say what became of it."""
        return self._messages.create(text)

    def find_sent(self, text: OutgoingText, since: datetime) -> list[SentText]:
        """Our texts to that number with that body, made since then, oldest first.

        By the moment of creation and not by DateSent, which a queued text does not have yet.
        """
        try:
            listed = self._client.messages.list(to=text.to, limit=LISTED_AT_MOST)
            found = [row for row in listed if row.body == text.body and _is_ours_since(row, since)]
        except _BROKEN as error:
            raise ProviderSilent(f"the list could not be read ({type(error).__name__})") from error
        found.sort(key=lambda row: row.date_created or since)
        return [SentText(str(row.sid), str(row.status), str(row.from_ or "")) for row in found]

    def check(self) -> CheckUp:
        """Ask for the account, and for the messaging service and its numbers where one is named."""
        try:
            account = self._client.api.accounts(self._account_sid).fetch()
            if str(account.status or "active") != "active":
                return CheckUp(NOT_ACTIVE)
            return self._check_service() if self._service_sid else CheckUp()
        except _BROKEN as error:
            return _problem(error, NO_ACCOUNT)

    def list_incoming(self, our_number: str, since: datetime, at_most: int) -> list[IncomingText]:
        """The texts that came in to a number since then."""
        try:
            return list_incoming(self._client, self._account_sid, our_number, since, at_most)
        except _BROKEN as error:
            raise ProviderSilent(f"the list could not be read ({type(error).__name__})") from error

    def fetch_media(self, url: str, most_bytes: int) -> Media:
        """A file that came with a text."""
        return self._media.fetch(url, most_bytes)

    def _check_service(self) -> CheckUp:
        service = self._client.messaging.v1.services(self._service_sid)
        try:
            service.fetch()
            numbers = service.phone_numbers.list(limit=LISTED_AT_MOST)
        except TwilioException as error:
            return _problem(error, NO_SERVICE)
        return CheckUp(numbers=tuple(str(row.phone_number) for row in numbers))


def _problem(error: Exception, words: str) -> CheckUp:
    """A refusal in words; ProviderSilent when nothing was said."""
    if int(getattr(error, "status", 0) or 0) in (401, 403, 404):
        return CheckUp(words)
    raise ProviderSilent(f"the account could not be read ({type(error).__name__})") from error


def _is_ours_since(row: Any, since: datetime) -> bool:
    made_at: datetime | None = row.date_created
    return str(row.direction).startswith("outbound") and (made_at is None or made_at >= since)
