"""What came in to a Twilio account: texts as it lists them, and the files that came with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from twilio.rest import Client

from crm.core.errors import N_, Refused
from crm.sms.provider.port import IncomingText, Media, ProviderSilent

HOME = "https://api.twilio.com"
MOST_FILES = 10
MOST_REDIRECTS = 3
PAGE = 1_000
SERVED_FROM = (".twilio.com", ".twiliocdn.com", ".amazonaws.com")
"""Where Twilio keeps the files it redirects to; the account's credentials go to none of them."""


def list_incoming(
    client: Client, account_sid: str, our_number: str, since: datetime, at_most: int
) -> list[IncomingText]:
    """The texts to a number that came in since then, as the webhook would have told of each."""
    listed = client.messages.list(to=our_number, date_sent_after=since, limit=at_most, page_size=min(PAGE, at_most))
    return [IncomingText(str(row.sid), _fields(row, account_sid)) for row in listed if _is_new(row, since)]


def _is_new(row: Any, since: datetime) -> bool:
    """Whether a row came in since then; a counterpart that knows no dates lists all."""
    at = row.date_sent or row.date_created
    return str(row.direction) == "inbound" and (at is None or at >= since)


def _fields(row: Any, account_sid: str) -> dict[str, list[str]]:
    fields = {
        "MessageSid": row.sid,
        "SmsSid": row.sid,
        "AccountSid": account_sid,
        "MessagingServiceSid": row.messaging_service_sid,
        "From": row.from_,
        "To": row.to,
        "Body": row.body,
        "NumMedia": row.num_media,
        "NumSegments": row.num_segments,
    }
    count = int(row.num_media or 0) if str(row.num_media or "0").isdigit() else 0
    for number, file in enumerate(row.media.list(limit=MOST_FILES) if count else []):
        fields[f"MediaUrl{number}"] = f"{HOME}{str(file.uri).removesuffix('.json')}"
        fields[f"MediaContentType{number}"] = file.content_type
    return {name: [str(value)] for name, value in fields.items() if value is not None}


class MediaReader:
    """Fetches files of one account, and nothing else: no address of another account or host is ever asked."""

    def __init__(self, account_sid: str, token: str, api_url: str, timeout_seconds: float) -> None:
        self._credentials = (account_sid, token)
        self._path = f"/2010-04-01/Accounts/{account_sid}/Messages/"
        self._api = urlsplit(api_url or HOME)
        self._timeout = timeout_seconds

    def fetch(self, url: str, most_bytes: int) -> Media:
        """The file at an address that a webhook named."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" != HOME or not parts.path.startswith(self._path) or ".." in parts.path:
            raise Refused(N_("This file is not kept by your provider, so it is not opened."))
        address = urlunsplit((self._api.scheme, self._api.netloc, parts.path, parts.query, ""))
        try:
            return self._follow(address, most_bytes)
        except requests.RequestException as error:
            raise ProviderSilent(f"the file could not be read ({type(error).__name__})") from error

    def _follow(self, address: str, most_bytes: int) -> Media:
        """The file, behind as many redirects as Twilio makes; the credentials go with the first request alone."""
        credentials: tuple[str, str] | None = self._credentials
        for _step in range(MOST_REDIRECTS):
            with requests.get(
                address, auth=credentials, timeout=self._timeout, stream=True, allow_redirects=False
            ) as answer:
                if answer.is_redirect:
                    address, credentials = urljoin(address, answer.headers["location"]), None
                    self._refuse_strangers(address)
                    continue
                if answer.status_code != requests.codes.ok:
                    raise ProviderSilent(f"the file could not be read (status {answer.status_code})")
                return Media(answer.headers.get("content-type", "").partition(";")[0], _read(answer, most_bytes))
        raise ProviderSilent("the file could not be read (too many redirects)")

    def _refuse_strangers(self, address: str) -> None:
        parts = urlsplit(address)
        is_twilios = parts.scheme == "https" and (parts.hostname or "").endswith(SERVED_FROM)
        if not is_twilios and parts.netloc != self._api.netloc:
            raise Refused(N_("This file is not kept by your provider, so it is not opened."))


def _read(answer: requests.Response, most_bytes: int) -> bytes:
    content = b""
    for piece in answer.iter_content(65_536):
        content += piece
        if len(content) > most_bytes:
            raise Refused(N_("This file is too large to be opened here."))
    return content
