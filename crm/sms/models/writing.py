"""What is written: templates in both languages, with their versions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime
from crm.core.scope import OrganizationOwned


class Template(OrganizationOwned, Model):
    """A text kept for use again, for one purpose; an archived one is offered no more.

    `name` is the organization's own; those of the reference list are called by their key.
    """

    __tablename__ = "templates"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)

    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(80), default="")
    purpose: Mapped[str] = mapped_column(String(120))
    audience: Mapped[str] = mapped_column(String(200), default="")
    needs_opt_out_words: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TemplateVersion(OrganizationOwned, Model):
    """The words of a template in one language; a change makes a new version, the newest counts."""

    __tablename__ = "template_versions"
    __table_args__ = (UniqueConstraint("template_id", "language", "version"),)

    template_id: Mapped[int] = mapped_column(ForeignKey("templates.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8))
    version: Mapped[int] = mapped_column(default=1)
    body: Mapped[str] = mapped_column(String(1600))
