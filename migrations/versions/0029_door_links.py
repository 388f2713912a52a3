"""Links to the door of an action, and the devices that opened them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _owned() -> list[sa.Column]:
    return [
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
    ]


def _keys(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f(f"fk_{table}_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "door_links",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("host", "kiosk", "self", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("host_name", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("token_sealed", sa.String(length=300), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        *_owned(),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_door_links_action_id_actions"), ondelete="CASCADE"
        ),
        *_keys("door_links"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_door_links_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_door_links_action", "door_links", ["action_id"])
    op.create_index(op.f("ix_door_links_organization_id"), "door_links", ["organization_id"])
    op.create_table(
        "door_devices",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        *_owned(),
        sa.ForeignKeyConstraint(
            ["link_id"], ["door_links.id"], name=op.f("fk_door_devices_link_id_door_links"), ondelete="CASCADE"
        ),
        *_keys("door_devices"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_door_devices_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_door_devices_link", "door_devices", ["link_id"])
    op.create_index(op.f("ix_door_devices_organization_id"), "door_devices", ["organization_id"])


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("door_devices")
    op.drop_table("door_links")
