"""Twilio as a carrier of texts: one call a text, a timeout on each, never a retry of the call that creates."""

from __future__ import annotations

import logging
import random
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import MaxRetryError, NewConnectionError

from crm.sms.provider.port import (
    Accepted,
    Declined,
    NotNow,
    OutgoingText,
    ProviderSilent,
    SendResult,
    SentText,
    Unknown,
)

log = logging.getLogger(__name__)
logging.getLogger("twilio.http_client").setLevel(logging.WARNING)  # at INFO it writes phone numbers of list calls

BAD_CREDENTIALS = 20003
TOO_MANY = 20429
LISTED_AT_MOST = 100
_FIRST_OWN_CODE = 1000  # below stand HTTP statuses that the library puts in place of a missing code


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

    def __init__(self, account_sid: str, token: str, api_url: str = "", timeout_seconds: float = 10.0) -> None:
        self._client = Client(account_sid, token, http_client=_RedirectedHttp(api_url, timeout_seconds))

    def send(self, text: OutgoingText) -> SendResult:
        """Hand a text over once and say what became of it; a broken answer means that nobody knows."""
        sender = (
            {"messaging_service_sid": text.messaging_service_sid}
            if text.messaging_service_sid
            else {"from_": text.from_phone}
        )
        optional = {"status_callback": text.status_callback} if text.status_callback else {}
        try:
            made = self._client.messages.create(
                to=text.to, body=text.body, validity_period=text.validity_seconds, **sender, **optional
            )
            return Accepted(str(made.sid), str(made.status), str(made.from_ or ""))
        except TwilioException as error:
            return _refusal(error)
        except RequestException as error:
            return _lost(error)
        except (ValueError, KeyError, TypeError) as error:
            return Unknown(f"an answer that cannot be read ({type(error).__name__})")

    def find_sent(self, text: OutgoingText, since: datetime) -> list[SentText]:
        """Our texts to that number with that body, made since then, oldest first.

        By the moment of creation and not by DateSent, which a queued text does not have yet.
        """
        try:
            listed = self._client.messages.list(to=text.to, limit=LISTED_AT_MOST)
            found = [row for row in listed if row.body == text.body and _is_ours_since(row, since)]
        except (TwilioException, RequestException, ValueError, KeyError, TypeError) as error:
            raise ProviderSilent(f"the list could not be read ({type(error).__name__})") from error
        found.sort(key=lambda row: row.date_created or since)
        return [SentText(str(row.sid), str(row.status), str(row.from_ or "")) for row in found]


def _is_ours_since(row: Any, since: datetime) -> bool:
    made_at: datetime | None = row.date_created
    return str(row.direction).startswith("outbound") and (made_at is None or made_at >= since)


def _refusal(error: TwilioException) -> SendResult:
    status, code = int(getattr(error, "status", 0) or 0), int(getattr(error, "code", 0) or 0)
    log.info("the provider answered status %s, code %s", status, code)
    if status == 429 or code == TOO_MANY:
        return NotNow(random.uniform(1.0, 3.0), "too many at once")  # noqa: S311  (jitter, no secret)
    if not 400 <= status < 500 or status == 408:
        return Unknown(f"status {status}")
    if status == 401 or (code < _FIRST_OWN_CODE and status in (403, 404)):
        return Declined(BAD_CREDENTIALS)
    return Declined(code)


def _lost(error: RequestException) -> SendResult:
    """What a failed call means: never connected means not taken; anything later, nobody knows."""
    if isinstance(error, ConnectTimeout) or (isinstance(error, NoConnection) and _never_connected(error)):
        return NotNow(random.uniform(5.0, 15.0), "the provider cannot be reached")  # noqa: S311  (jitter, no secret)
    return Unknown(type(error).__name__)


def _never_connected(error: RequestException) -> bool:
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
