"""What an action offers and how many it holds, its shifts, its repetitions and its hosts; how surely somebody comes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _action_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("description", sa.String(length=1000), nullable=False, server_default=""),
        sa.Column("description_es", sa.String(length=1000), nullable=False, server_default=""),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("offers", JSON, nullable=False, server_default="[]"),
        sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("rsvp_totals", JSON, nullable=False, server_default="{}"),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("repeats", sa.String(length=10), nullable=False, server_default=""),
        sa.Column("series_key", sa.String(length=32), nullable=True),
        sa.Column("joint_key", sa.String(length=32), nullable=True),
        sa.Column("joint_code", sa.String(length=20), nullable=True),
    )


def _commitment_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("confirm_level", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("watched_at", sa.DateTime(timezone=True), nullable=True),
    )


def upgrade() -> None:
    """Make the table and the columns."""
    for column in _action_columns():
        op.add_column("actions", column)
    op.create_index("ix_actions_series", "actions", ["organization_id", "series_key"])
    op.create_index("ix_actions_joint", "actions", ["joint_key"])
    op.create_index("uq_actions_joint_code", "actions", ["joint_code"], unique=True)
    op.create_index("ix_actions_code", "actions", ["code"])
    _shifts()
    for column in _commitment_columns():
        op.add_column("commitments", column)
    op.execute(
        "ALTER TABLE commitments ADD COLUMN shift_id INTEGER "
        "CONSTRAINT fk_commitments_shift_id_action_shifts REFERENCES action_shifts (id)"
    )
    op.execute(
        "UPDATE commitments SET confirm_level = 1, confirmed_at = answered_at "
        "WHERE kind = 'attend' AND answer = 'confirmed'"
    )
    op.add_column("commitment_events", sa.Column("confirm_level", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE commitment_events SET confirm_level = 1 WHERE answer = 'confirmed'")


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("commitment_events", "confirm_level")
    op.drop_column("commitments", "shift_id")
    for column in _commitment_columns():
        op.drop_column("commitments", column.name)
    op.drop_table("action_shifts")
    for index in ("ix_actions_series", "ix_actions_joint", "uq_actions_joint_code", "ix_actions_code"):
        op.drop_index(index, table_name="actions")
    for column in _action_columns():
        op.drop_column("actions", column.name)


def _shifts() -> None:
    op.create_table(
        "action_shifts",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("role_es", sa.String(length=100), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_shifts_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_action_shifts_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_action_shifts_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_shifts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_action_shifts_action", "action_shifts", ["organization_id", "action_id"])
    op.create_index(op.f("ix_action_shifts_organization_id"), "action_shifts", ["organization_id"])
