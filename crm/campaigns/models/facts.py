"""Sourced facts, and what an organization did with the field's reference content: worded its own way, or left aside."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, json_column
from crm.core.scope import OrganizationOwned


class Fact(OrganizationOwned, Model):
    """A sourced figure to say in a one-on-one or a text, in both languages where it has them.

    `figure` is the number alone, with its `unit`, `period` and `geography`; one that `is_ignored` is offered nowhere. One
    with a campaign is said in that campaign first.
    """

    __tablename__ = "facts"
    __table_args__ = (UniqueConstraint("organization_id", "key"), Index("ix_facts_campaign", "campaign_id"))

    key: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(60))
    body: Mapped[str] = mapped_column(String(500))
    body_es: Mapped[str] = mapped_column(String(500))
    source_name: Mapped[str] = mapped_column(String(300))
    source_url: Mapped[str] = mapped_column(String(500))
    confidence: Mapped[str] = mapped_column(String(20))
    use_note: Mapped[str] = mapped_column(String(500), default="")
    figure: Mapped[str] = mapped_column(String(60), default="", server_default="")
    unit: Mapped[str] = mapped_column(String(80), default="", server_default="")
    period: Mapped[str] = mapped_column(String(80), default="", server_default="")
    geography: Mapped[str] = mapped_column(String(120), default="", server_default="")
    is_ignored: Mapped[bool] = mapped_column(default=False, server_default=false())
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))


class ReferenceEdit(OrganizationOwned, Model):
    """What an organization did with one row of the field's reference content: its own words by column, or left aside.

    A row without an edit is as the field has it.
    """

    __tablename__ = "reference_edits"
    __table_args__ = (UniqueConstraint("organization_id", "file", "key"),)

    file: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80))
    is_ignored: Mapped[bool] = mapped_column(default=False)
    words: Mapped[dict[str, str]] = mapped_column(json_column(), default=dict)
