"""Pictures that go with texts (MMS), where the provider fetches them."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model
from crm.core.scope import OrganizationOwned


class Picture(OrganizationOwned, Model):
    """One picture of `size` bytes; whoever knows its `token` may fetch it, as the provider must without signing in."""

    __tablename__ = "pictures"
    __table_args__ = (UniqueConstraint("token"), UniqueConstraint("organization_id", "sha256"))

    token: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    content_type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120), default="")
    size: Mapped[int]
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
