"""People, and cells of files kept beside them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from crm.contacts.names import SORTED_BY, full_name, initials, name_key, sort_key
from crm.core.database import Model, UtcDateTime, enum_column, json_column, token_column, where
from crm.core.scope import OrganizationOwned

IS_CURRENT = "merged_into_id IS NULL AND archived_at IS NULL"
"""What is true of the records that are shown: the condition of the indexes that lists are read from."""


class MemberStatus(StrEnum):
    """How a person stands to the organization."""

    PROSPECT = "prospect"
    CONTACT = "contact"
    MEMBER = "member"
    LAPSED = "lapsed"
    STAFF = "staff"
    ALLY = "ally"
    DO_NOT_CONTACT = "do_not_contact"


def _sorted(context: Any) -> str:
    row = context.get_current_parameters()
    return sort_key(row.get("last_name", ""), row.get("first_name", ""))


def _keyed(context: Any) -> str:
    row = context.get_current_parameters()
    return name_key(row.get("first_name", ""), row.get("last_name", ""))


class Contact(OrganizationOwned, Model):
    """Anyone we know. Neither phone nor e-mail is required; one of name, phone and e-mail is."""

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("organization_id", "client_ref"),
        Index("ix_contacts_name_key", "organization_id", "name_key"),
        Index("ix_contacts_external_id", "organization_id", "external_id", **where("external_id <> ''")),
        Index("ix_contacts_batch", "batch_id", "id", **where("batch_id IS NOT NULL")),
        Index("ix_contacts_by_name", "organization_id", "sort_key", "id", **where(IS_CURRENT)),
        Index(
            "ix_contacts_owner",
            "organization_id",
            "owner_user_id",
            "sort_key",
            "id",
            **where(f"owner_user_id IS NOT NULL AND {IS_CURRENT}"),
        ),
        Index(
            "ix_contacts_looked_after",
            *("organization_id", "id", "owner_user_id", "turf_id"),
            **where("owner_user_id IS NOT NULL OR turf_id IS NOT NULL"),
        ),
        Index("ix_contacts_talked", "organization_id", "last_contact_at", **where("last_contact_at IS NOT NULL")),
        Index("ix_contacts_merged_into", "merged_into_id", **where("merged_into_id IS NOT NULL")),
        Index("ix_contacts_recruited_by", "recruited_by_id", **where("recruited_by_id IS NOT NULL")),
        Index(
            "ix_contacts_turf",
            "organization_id",
            "turf_id",
            "sort_key",
            "id",
            **where(f"turf_id IS NOT NULL AND {IS_CURRENT}"),
        ),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    first_name: Mapped[str] = mapped_column(String(100), default="")
    middle_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    suffix: Mapped[str] = mapped_column(String(20), default="")
    sort_key: Mapped[str] = mapped_column(token_column(SORTED_BY), default=_sorted)
    name_key: Mapped[str] = mapped_column(token_column(SORTED_BY), default=_keyed)
    chosen_name: Mapped[str] = mapped_column(String(100), default="")
    name_phonetic: Mapped[str] = mapped_column(String(100), default="")
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    preferred_language: Mapped[str | None] = mapped_column(String(8))
    is_minor: Mapped[bool | None]
    has_guardian_consent: Mapped[bool] = mapped_column(default=False)
    member_status: Mapped[MemberStatus] = mapped_column(
        enum_column(MemberStatus, "member_status"), default=MemberStatus.CONTACT
    )
    owner_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    turf_id: Mapped[int | None] = mapped_column(ForeignKey("turfs.id"))
    recruited_by_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    source: Mapped[str] = mapped_column(String(200), default="")
    needs: Mapped[list[str]] = mapped_column(json_column(), default=list)
    street: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    state: Mapped[str] = mapped_column(String(40), default="")
    postal_code: Mapped[str] = mapped_column(String(20), default="")
    custom: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    last_contact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_attended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    external_system: Mapped[str] = mapped_column(String(40), default="")
    external_id: Mapped[str] = mapped_column(String(100), default="")
    client_ref: Mapped[str | None] = mapped_column(String(36))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))

    @property
    def display_name(self) -> str:
        """The name said first: the chosen one when given, then the family name."""
        called = self.chosen_name or self.first_name
        return " ".join(part for part in (called, self.last_name, self.suffix) if part)

    @property
    def called(self) -> str:
        """What to call her in a sentence: the chosen or first name."""
        return self.chosen_name or self.first_name or self.last_name

    @property
    def full_name(self) -> str:
        """The whole name with the chosen one in quotes: Guadalupe “Lupe” Martínez."""
        return full_name(self)

    @property
    def initials(self) -> str:
        """Up to two letters for the mark beside a name."""
        return initials(self)


@event.listens_for(Contact, "before_update")
def _sort_anew(_mapper: Mapper[Contact], _connection: Connection, contact: Contact) -> None:
    contact.sort_key = sort_key(contact.last_name, contact.first_name)
    contact.name_key = name_key(contact.first_name, contact.last_name)


class ContactNote(OrganizationOwned, Model):
    """A cell's text that could not be used as it was (a phone with lost digits), kept beside the person."""

    __tablename__ = "contact_notes"
    __table_args__ = (Index("ix_contact_notes_contact", "contact_id"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(String(1000))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
