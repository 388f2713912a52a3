"""What an organization asks of people beyond what every organization asks."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class FieldKind(StrEnum):
    """What a custom field holds, and so how it is typed in."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    MANY_CHOICES = "many_choices"
    YES_NO = "yes_no"


class CustomField(OrganizationOwned, Model):
    """A field of people that one organization defined; its values stand in Contact.custom under `key`.

    The key is the header under which files bring it. Values are text, a number, a day as 2026-11-24, one of the choices,
    a list of choices, or true and false, by kind. `settled_at` is when everybody's values were last read by the kind (None:
    that is still to do); `misfits` are the first people whose value does not fit and was left as it was.
    """

    __tablename__ = "custom_fields"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)

    key: Mapped[str] = mapped_column(String(100))
    label: Mapped[str] = mapped_column(String(100))
    label_es: Mapped[str] = mapped_column(String(100), default="")
    kind: Mapped[FieldKind] = mapped_column(enum_column(FieldKind, "kind"))
    choices: Mapped[list[str]] = mapped_column(json_column(), default=list)
    help: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    misfit_count: Mapped[int] = mapped_column(default=0)
    misfits: Mapped[list[int]] = mapped_column(json_column(), default=list)
