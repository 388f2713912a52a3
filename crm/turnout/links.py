"""Personal links: an address only this installation can make, that says which person it was given to, for which action.

Texts carry them, so they are short; they are no secret of the person's, but nobody can guess another's. All links of an
action are equally long, so that a text with one is made and measured once, with the link of nobody in it.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from crm.core.addresses import public_address
from crm.core.sealing import keyed_hashes

NOBODY = 0
"""Whose link stands for everybody's where a text is shown or measured; it leads nowhere."""
_SIGNED = 16
"""Hexadecimal digits of the signature: 64 bits, more than anybody can try at a page."""


@dataclass(frozen=True, slots=True)
class PersonLink:
    """To whom a link was given: a person of an organization, for an action."""

    organization_id: int
    action_id: int
    contact_id: int


def person_token(link: PersonLink) -> str:
    """The last part of the address: three numbers and a signature, such as 1.2f.00003e8.0a1b2c3d4e5f6071."""
    body = f"{link.organization_id:x}.{link.action_id:x}.{link.contact_id:07x}"
    return f"{body}.{'0' * _SIGNED if link.contact_id == NOBODY else _signatures(body)[0]}"


def read_token(token: str) -> PersonLink | None:
    """To whom a token was given; None for one that we did not make."""
    body, _dot, signature = token.rpartition(".")
    if not any(hmac.compare_digest(signature.encode(), ours.encode()) for ours in _signatures(body)):
        return None
    organization_id, action_id, contact_id = (int(part, 16) for part in body.split("."))
    return PersonLink(organization_id, action_id, contact_id)


def join_address(link: PersonLink) -> str:
    """The whole address by which somebody joins a webinar, as a text carries it."""
    return public_address(f"/j/{person_token(link)}")


def own_address(of_nobody: str, contact_id: int) -> str:
    """The address that was made for nobody, as this person's."""
    organization_id, action_id = of_nobody.rpartition("/")[2].split(".")[:2]
    return join_address(PersonLink(int(organization_id, 16), int(action_id, 16), contact_id))


def _signatures(body: str) -> list[str]:
    """What signs a link, by each key: the newest makes it, all of them know it again."""
    return [made[:_SIGNED] for made in keyed_hashes(f"link {body}")]
