"""People by their numbers in other systems, and those numbers by person."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import func, select

from crm.contacts.models import Contact, ExternalId
from crm.core.database import db
from crm.core.upsert import among


def external_owners(values: Collection[str]) -> list[tuple[tuple[str, str], int]]:
    """((system, number), person) for these numbers of any system, those that stand with the person first."""
    if not values:
        return []
    current = func.coalesce(Contact.merged_into_id, Contact.id)
    own = select(Contact.external_system, Contact.external_id, current).where(
        Contact.external_id != "", among(Contact.external_id, values)
    )
    further = select(ExternalId.system, ExternalId.value, ExternalId.contact_id).where(among(ExternalId.value, values))
    return [
        ((system, value), contact_id)
        for query in (own.order_by(Contact.id), further.order_by(ExternalId.id))
        for system, value, contact_id in db.session.execute(query)
    ]


def external_ids_of(contact_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """The (system, number) pairs of people: the person's own first, further ones, those of records merged into her last."""
    wanted = sorted(set(contact_ids))
    found: dict[int | None, list[tuple[str, str]]] = {contact_id: [] for contact_id in wanted}
    own = select(Contact.id, Contact.external_system, Contact.external_id).where(
        among(Contact.id, wanted), Contact.external_id != ""
    )
    further = (
        select(ExternalId.contact_id, ExternalId.system, ExternalId.value)
        .where(among(ExternalId.contact_id, wanted))
        .order_by(ExternalId.id)
    )
    losers = (
        select(Contact.merged_into_id, Contact.external_system, Contact.external_id)
        .where(among(Contact.merged_into_id, wanted), Contact.external_id != "")
        .order_by(Contact.id)
    )
    for query in (own, further, losers):
        for contact_id, system, value in db.session.execute(query):
            found.setdefault(contact_id, []).append((system, value))
    return {contact_id: list(dict.fromkeys(found[contact_id])) for contact_id in wanted}
