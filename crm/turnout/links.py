"""Personal links: an address only this installation can make, that says which person it was given to, for which action.

Texts carry them, so they are short; they are no secret of the person's, but nobody can guess another's.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from crm.core.sealing import keyed_hash

_SIGNED = 16
"""Hexadecimal digits of the signature: 64 bits, more than anybody can try at a page."""


@dataclass(frozen=True, slots=True)
class PersonLink:
    """To whom a link was given: a person of an organization, for an action."""

    organization_id: int
    action_id: int
    contact_id: int


def person_token(link: PersonLink) -> str:
    """The last part of the address: three numbers and a signature, such as 1.2f.3e8.0a1b2c3d4e5f6071."""
    body = f"{link.organization_id:x}.{link.action_id:x}.{link.contact_id:x}"
    return f"{body}.{_signature(body)}"


def read_token(token: str) -> PersonLink | None:
    """To whom a token was given; None for one that we did not make."""
    body, _dot, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(body).encode()):
        return None
    organization_id, action_id, contact_id = (int(part, 16) for part in body.split("."))
    return PersonLink(organization_id, action_id, contact_id)


def _signature(body: str) -> str:
    return keyed_hash(f"link {body}")[:_SIGNED]
