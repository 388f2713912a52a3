"""Which record was joined into which, and in which batches that can be undone."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model
from crm.core.scope import OrganizationOwned


class ContactMerge(OrganizationOwned, Model):
    """That the loser's record was joined into the winner's.

    `batch_id` undoes this one; `group_batch_id` is the batch of all the pairs that were joined at once with it.
    """

    __tablename__ = "contact_merges"
    __table_args__ = (
        Index("ix_contact_merges_winner", "winner_id"),
        Index("ix_contact_merges_loser", "loser_id"),
        Index("ix_contact_merges_group", "organization_id", "group_batch_id"),
    )

    winner_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    loser_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    group_batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
