"""Words that people text to do something: each organization's own, beside the codes of its actions."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, enum_column, json_column
from crm.core.scope import OrganizationOwned


class KeywordAct(StrEnum):
    """What a keyword does beyond its answer."""

    ANSWER = "answer"
    RSVP = "rsvp"
    SEQUENCE = "sequence"


class Keyword(OrganizationOwned, Model):
    """One word, folded; texted alone it does its act and is answered once with `bodies` in the language of who wrote."""

    __tablename__ = "keywords"
    __table_args__ = (UniqueConstraint("organization_id", "word"),)

    word: Mapped[str] = mapped_column(String(20))
    act: Mapped[KeywordAct] = mapped_column(enum_column(KeywordAct, "act"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    sequence_id: Mapped[int | None] = mapped_column(ForeignKey("sequences.id"))
    bodies: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
