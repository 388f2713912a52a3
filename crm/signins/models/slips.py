"""Slips: each sign-in as it was given, whatever the way in; presence is worked out from them, in any order."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column, where
from crm.core.scope import OrganizationOwned
from crm.signins.models.presence import SignInMethod


class SheetState(StrEnum):
    """How far a sheet of paper is."""

    TYPING = "typing"
    FINISHED = "finished"


class PaperSheet(OrganizationOwned, Model):
    """A sheet of an action by its page number; `has_consent` says that its column for texts bears our words."""

    __tablename__ = "paper_sheets"
    __table_args__ = (UniqueConstraint("action_id", "page_number"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    page_number: Mapped[int]
    state: Mapped[SheetState] = mapped_column(enum_column(SheetState, "state"), default=SheetState.TYPING)
    has_consent: Mapped[bool] = mapped_column(default=True)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SlipState(StrEnum):
    """Whether it is known whose sign-in it was: not looked at yet, settled, or a person must say."""

    WAITING = "waiting"
    SETTLED = "settled"
    REVIEW = "review"


class Slip(OrganizationOwned, Model):
    """One sign-in as it was given: a tap on a name of the list, or what somebody typed or wrote.

    `tapped_id` is the person by the device's list, `contact_id` who it turned out to be (merges followed). `brought_by`
    names who brought her as the device knows them: a person's id, or the client_ref of a slip. A slip that was taken
    back keeps `withdrawn_at`, also when that came in before the slip itself. `consent` is the version and language of
    the words agreed to ("1-es"), "" for none.
    """

    __tablename__ = "sign_in_slips"
    __table_args__ = (
        UniqueConstraint("organization_id", "client_ref"),
        UniqueConstraint("sheet_id", "row_number"),
        Index("ix_sign_in_slips_action", "action_id", "contact_id"),
        Index("ix_sign_in_slips_contact", "contact_id", **where("contact_id IS NOT NULL")),
        Index("ix_sign_in_slips_unsettled", "organization_id", "state", "id", **where("state <> 'settled'")),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("door_devices.id", ondelete="SET NULL"))
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("paper_sheets.id", ondelete="CASCADE"))
    row_number: Mapped[int | None]
    client_ref: Mapped[str] = mapped_column(String(36))
    method: Mapped[SignInMethod] = mapped_column(enum_column(SignInMethod, "method"))
    state: Mapped[SlipState] = mapped_column(enum_column(SlipState, "state"), default=SlipState.WAITING)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tapped_id: Mapped[int | None]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    is_new_person: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str | None] = mapped_column(String(8))
    is_minor: Mapped[bool] = mapped_column(default=False)
    needs: Mapped[list[str]] = mapped_column(json_column(), default=list)
    consent: Mapped[str] = mapped_column(String(12), default="")
    brought_by: Mapped[str] = mapped_column(String(36), default="")
