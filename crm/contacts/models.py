"""People, their phones and addresses, tags, and the words they are found by."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column, token_column
from crm.core.scope import OrganizationOwned


class MemberStatus(StrEnum):
    """How a person stands to the organization."""

    PROSPECT = "prospect"
    CONTACT = "contact"
    MEMBER = "member"
    LAPSED = "lapsed"
    STAFF = "staff"
    ALLY = "ally"
    DO_NOT_CONTACT = "do_not_contact"


class Contact(OrganizationOwned, Model):
    """Anyone we know. Neither phone nor e-mail is required; one of name, phone and e-mail is."""

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("organization_id", "client_ref"),
        Index("ix_contacts_owner", "organization_id", "owner_user_id"),
    )

    first_name: Mapped[str] = mapped_column(String(100), default="")
    middle_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    suffix: Mapped[str] = mapped_column(String(20), default="")
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
        quoted = f"“{self.chosen_name}”" if self.chosen_name and self.chosen_name != self.first_name else ""
        parts = (self.first_name, self.middle_name, quoted, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def initials(self) -> str:
        """Up to two letters for the mark beside a name."""
        return (self.called[:1] + self.last_name[:1]).upper() or "?"


class PointKind(StrEnum):
    """The kinds of contact point."""

    PHONE = "phone"
    EMAIL = "email"


class PointStatus(StrEnum):
    """Whether a contact point is known to work."""

    POTENTIAL = "potential"
    VERIFIED = "verified"
    BAD = "bad"
    PAST = "past"


class ContactPoint(OrganizationOwned, Model):
    """A phone number (E.164) or e-mail address; it may belong to several people."""

    __tablename__ = "contact_points"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "value"),
        CheckConstraint("kind <> 'phone' OR value LIKE '+%'", name="phone_is_e164"),
    )

    kind: Mapped[PointKind] = mapped_column(enum_column(PointKind, "kind"))
    value: Mapped[str] = mapped_column(token_column(254))
    status: Mapped[PointStatus] = mapped_column(enum_column(PointStatus, "status"), default=PointStatus.POTENTIAL)
    is_textable: Mapped[bool] = mapped_column(default=True)


class ContactPointLink(OrganizationOwned, Model):
    """That a person is reached at a contact point; one of each kind is primary."""

    __tablename__ = "contact_point_links"
    __table_args__ = (
        UniqueConstraint("contact_id", "point_id"),
        Index("ix_contact_point_links_point", "organization_id", "point_id"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    point_id: Mapped[int] = mapped_column(ForeignKey("contact_points.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(40), default="")
    is_primary: Mapped[bool] = mapped_column(default=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class ContactNote(OrganizationOwned, Model):
    """A cell's text that could not be used as it was (a phone with lost digits), kept beside the person."""

    __tablename__ = "contact_notes"
    __table_args__ = (Index("ix_contact_notes_contact", "organization_id", "contact_id"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(String(1000))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class NameToken(OrganizationOwned, Model):
    """One folded word a person is found by: name parts, and the digits of phones."""

    __tablename__ = "name_tokens"
    __table_args__ = (
        UniqueConstraint("contact_id", "token"),
        Index("ix_name_tokens_token", "organization_id", "token", "contact_id"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(token_column(100))


class Tag(OrganizationOwned, Model):
    """A word people are grouped by."""

    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str] = mapped_column(String(100))
    group_name: Mapped[str] = mapped_column(String(100), default="")


class Tagging(OrganizationOwned, Model):
    """That a person carries a tag."""

    __tablename__ = "taggings"
    __table_args__ = (UniqueConstraint("tag_id", "contact_id"),)

    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class DuplicateStatus(StrEnum):
    """What was decided about two records that may be one person."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"


class DuplicateSuggestion(OrganizationOwned, Model):
    """Two records that may be one person, with the reasons; a person decides."""

    __tablename__ = "duplicate_suggestions"
    __table_args__ = (
        UniqueConstraint("contact_id", "other_id"),
        Index("ix_duplicate_suggestions_open", "organization_id", "status", postgresql_where=text("status = 'open'")),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    reasons: Mapped[list[str]] = mapped_column(json_column(), default=list)
    status: Mapped[DuplicateStatus] = mapped_column(
        enum_column(DuplicateStatus, "status"), default=DuplicateStatus.OPEN
    )
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
