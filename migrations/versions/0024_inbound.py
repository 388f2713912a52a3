"""What waits to be understood, until when the provider's list was compared with ours, and consent by its moment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, the column and the indexes of what waits."""
    op.add_column("webhook_events", sa.Column("phone", sa.String(length=20), nullable=False, server_default=""))
    op.drop_index("ix_webhook_events_pending", table_name="webhook_events")
    pending = sa.text("processed_at IS NULL")
    columns = ["kind", "organization_id", "id"]
    op.create_index(
        "ix_webhook_events_pending", "webhook_events", columns, sqlite_where=pending, postgresql_where=pending
    )
    unread = sa.text("processed_at IS NULL AND phone <> ''")
    op.create_index(
        "ix_webhook_events_unread", "webhook_events", ["phone"], sqlite_where=unread, postgresql_where=unread
    )
    op.create_table(
        "inbound_looks",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("looked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("account_id", "sender_accounts", "CASCADE"),
        _reference("created_by_id", "users"),
        _reference("organization_id", "organizations"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_looks")),
        sa.UniqueConstraint("account_id", name=op.f("uq_inbound_looks_account_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inbound_looks_organization_id"), "inbound_looks", ["organization_id"])
    op.create_index("ix_consents_at", "consents", ["organization_id", "at"])


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("ix_consents_at", table_name="consents")
    op.drop_table("inbound_looks")
    op.drop_index("ix_webhook_events_unread", table_name="webhook_events")
    op.drop_index("ix_webhook_events_pending", table_name="webhook_events")
    op.create_index("ix_webhook_events_pending", "webhook_events", ["processed_at", "id"])
    op.drop_column("webhook_events", "phone")


def _reference(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_inbound_looks_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)
