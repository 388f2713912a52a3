"""The words people are found by, and the distinct words of an organization, against which slips are mended."""

from __future__ import annotations

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from crm.contacts.tokens import LONGEST
from crm.core.database import Model, token_column
from crm.core.scope import InOrganization

START = 4
"""How many letters a slip is looked for by: words that begin with the same ones stand together."""


class NameToken(InOrganization, Model):
    """That a person is found by a folded word; the row is its own index, and nothing points at it or away from it.

    It may outlive what it was made of: whoever finds people by it looks at their names again.
    """

    __tablename__ = "name_tokens"
    __table_args__ = {"sqlite_with_rowid": False}

    organization_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(token_column(LONGEST), primary_key=True)
    contact_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class NameWord(InOrganization, Model):
    """A word that somebody in the organization was ever found by, under its first letters."""

    __tablename__ = "name_words"
    __table_args__ = {"sqlite_with_rowid": False}

    organization_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    start: Mapped[str] = mapped_column(token_column(START), primary_key=True)
    word: Mapped[str] = mapped_column(token_column(LONGEST), primary_key=True)
