"""Doors: links to an action that need no account, and the devices that opened them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class DoorKind(StrEnum):
    """Who holds the link: a host with the list, a tablet without one, or everybody on her own phone."""

    HOST = "host"
    KIOSK = "kiosk"
    SELF = "self"


class DoorLink(OrganizationOwned, Model):
    """A way in to one action; when it opens and ends is read off the action.

    The token in its address is looked up by hash, and kept sealed so that staff can show the address again.
    """

    __tablename__ = "door_links"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_door_links_action", "action_id"))

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    kind: Mapped[DoorKind] = mapped_column(enum_column(DoorKind, "kind"))
    host_name: Mapped[str] = mapped_column(String(100), default="")
    token_hash: Mapped[str] = mapped_column(String(64))
    token_sealed: Mapped[str] = mapped_column(String(300))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DoorDevice(OrganizationOwned, Model):
    """A phone or tablet that opened a link while it was open; its token is kept as a hash alone."""

    __tablename__ = "door_devices"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_door_devices_link", "link_id"))

    link_id: Mapped[int] = mapped_column(ForeignKey("door_links.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64))
