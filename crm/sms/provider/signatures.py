"""X-Twilio-Signature: what proves that a webhook comes from whoever holds an account's token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from twilio.request_validator import RequestValidator

Fields = Mapping[str, Sequence[str]]
"""Form fields as sent, each with all its values."""


class _Form(dict[str, Sequence[str]]):
    """Form fields with the one method that Twilio's validator asks for."""

    def getlist(self, name: str) -> list[str]:
        """All values of a field."""
        return list(self[name])


def sign(url: str, fields: Fields, token: str) -> str:
    """The signature that Twilio would send with these fields to that address."""
    return str(RequestValidator(token).compute_signature(url, _Form(fields)))


def is_signed(urls: Iterable[str], fields: Fields, signature: str, token: str) -> bool:
    """Whether the signature fits any of the addresses we may have been called by, with or without the port."""
    validator, form = RequestValidator(token), _Form(fields)
    return bool(signature) and any(validator.validate(url, form, signature) for url in urls)
