"""Who agreed to be texted, in which words; and which numbers said stop."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class Program(OrganizationOwned, Model):
    """A texting use that people agree to; consent is given for a program."""

    __tablename__ = "programs"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str] = mapped_column(String(100))


class ConsentState(StrEnum):
    """What a person said about being texted."""

    OPTED_IN = "opted_in"
    OPTED_OUT = "opted_out"


class ConsentMethod(StrEnum):
    """How she said it."""

    WEB_FORM = "web_form"
    PAPER_SHEET = "paper_sheet"
    KEYWORD = "keyword"
    VERBAL = "verbal"
    IMPORT_ATTESTED = "import_attested"
    STOP_REPLY = "stop_reply"
    STAFF = "staff"


class Consent(OrganizationOwned, Model):
    """One act of consent or refusal by a person for a number; append-only.

    The newest counts; the stricter of number and person wins.
    """

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_contact", "organization_id", "contact_id", "at", "state", "phone"),
        Index("ix_consents_person", "contact_id"),
        Index("ix_consents_phone", "organization_id", "phone"),
        Index("ix_consents_at", "organization_id", "at"),
        CheckConstraint("state <> 'opted_in' OR words <> ''", name="opt_in_has_words"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    phone: Mapped[str] = mapped_column(String(20))
    program_id: Mapped[int] = mapped_column(ForeignKey("programs.id"))
    state: Mapped[ConsentState] = mapped_column(enum_column(ConsentState, "state"))
    method: Mapped[ConsentMethod] = mapped_column(enum_column(ConsentMethod, "method"))
    words: Mapped[str] = mapped_column(String(1000), default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class OptOutReason(StrEnum):
    """Why a number is closed."""

    STOP_REPLY = "stop_reply"
    WRONG_NUMBER = "wrong_number"
    HOSTILE = "hostile"
    PROVIDER = "provider"
    IMPORT = "import"
    STAFF = "staff"
    HELD = "held"


class OptOut(OrganizationOwned, Model):
    """A number that must not be texted by this organization, for everyone who shares it, until it opts in itself.

    `held` numbers wait for a person to decide. Only the number's own START, or new consent given with words
    after the stop, sets `lifted_at`; no undo, merge or import does.
    """

    __tablename__ = "opt_outs"
    __table_args__ = (
        Index("ix_opt_outs_phone", "organization_id", "phone", "lifted_at"),
        Index("ix_opt_outs_at", "organization_id", "at"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    phone: Mapped[str] = mapped_column(String(20))
    reason: Mapped[OptOutReason] = mapped_column(enum_column(OptOutReason, "reason"))
    words: Mapped[str] = mapped_column(String(1600), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_because: Mapped[str] = mapped_column(String(300), default="")
