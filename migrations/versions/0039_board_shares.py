"""Links that show one board, and one-on-ones found by campaign."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "board_shares",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_board_shares_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_board_shares_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_board_shares_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_shares")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_board_shares_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_board_shares_campaign", "board_shares", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_board_shares_organization_id"), "board_shares", ["organization_id"], unique=False)
    op.create_index(
        "ix_one_on_ones_campaign",
        "one_on_ones",
        ["organization_id", "campaign_id", "met_at", "logged_at", "contact_id"],
        unique=False,
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("ix_one_on_ones_campaign", table_name="one_on_ones")
    op.drop_table("board_shares")
