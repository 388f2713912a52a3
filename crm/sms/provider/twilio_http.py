"""Twilio's call that creates a text, made by hand on kept connections; everything else goes through Twilio's own library.

The library spends ten times as long on a call as the call itself does. Signatures, lists and checks stay with it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from crm.sms.provider.error_codes import BAD_CREDENTIALS, TOO_MANY
from crm.sms.provider.port import Accepted, Declined, NotNow, OutgoingText, SendResult, Unknown

TWILIO = "https://api.twilio.com"
_FIRST_OWN_CODE = 1000  # below stand HTTP statuses in place of a missing code


class MessagesResource:
    """Creates texts of one account: a timeout on each call, never a retry, one connection for each call at once."""

    def __init__(self, account_sid: str, token: str, api_url: str, timeout_seconds: float, calls_at_once: int) -> None:
        address = urllib3.util.parse_url(api_url or TWILIO)
        self._path = f"{(address.path or '').rstrip('/')}/2010-04-01/Accounts/{account_sid}/Messages.json"
        self._pool = urllib3.connection_from_url(
            f"{address.scheme}://{address.netloc}",
            maxsize=calls_at_once,
            timeout=urllib3.Timeout(connect=timeout_seconds, read=timeout_seconds),
            retries=False,
            headers=urllib3.make_headers(basic_auth=f"{account_sid}:{token}", user_agent="reinvest")
            | {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
        )

    def create(self, text: OutgoingText) -> SendResult:
        """Hand a text over once and say what became of it; a broken answer means that nobody knows."""
        try:
            answer = self._pool.urlopen("POST", self._path, body=urlencode(_form(text), doseq=True), redirect=False)
            return _read(answer.status, json.loads(answer.data or b"{}"))
        except (NewConnectionError, ConnectTimeoutError):
            # Never connected: certainly not taken.
            return NotNow(random.uniform(5.0, 15.0), "the provider cannot be reached")  # noqa: S311  (jitter, no secret)
        except (HTTPError, ValueError) as error:
            return Unknown(type(error).__name__)


def _form(text: OutgoingText) -> dict[str, Any]:
    """The fields as Twilio names them."""
    form: dict[str, Any] = {"To": text.to, "ValidityPeriod": text.validity_seconds}
    if text.messaging_service_sid:
        form["MessagingServiceSid"] = text.messaging_service_sid
    else:
        form["From"] = text.from_phone
    optional = {"Body": text.body, "StatusCallback": text.status_callback, "MediaUrl": text.media_urls}
    return form | {name: value for name, value in optional.items() if value}


def _read(status: int, answer: Any) -> SendResult:
    if not isinstance(answer, Mapping):
        return Unknown("an answer that cannot be read")
    if 200 <= status < 300 and answer.get("sid"):
        return Accepted(str(answer["sid"]), str(answer.get("status") or ""), str(answer.get("from") or ""))
    return refusal(status, answer.get("code"))


def refusal(status: int, raw_code: Any) -> SendResult:
    """What an answer that is no success means, by its HTTP status and Twilio's code."""
    code = raw_code if isinstance(raw_code, int) else 0
    if status == 429 or code == TOO_MANY:
        return NotNow(random.uniform(1.0, 3.0), "too many at once", is_busy=True)  # noqa: S311  (jitter, no secret)
    if not 400 <= status < 500 or status == 408:
        return Unknown(f"status {status}")
    if status == 401 or (code < _FIRST_OWN_CODE and status in (403, 404)):
        return Declined(BAD_CREDENTIALS)
    return Declined(code)
