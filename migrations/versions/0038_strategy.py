"""The notes of the strategy chart, append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "strategy_notes",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column(
            "cell",
            sa.Enum(
                "long_term",
                "this_year",
                "right_now",
                "we_have",
                "what_splits_us",
                "with_us",
                "against",
                "who_moves_them",
                "if_we_lose",
                "review",
                name="cell",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=1000), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_strategy_notes_has_body")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_strategy_notes_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_strategy_notes_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_strategy_notes_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_notes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_strategy_notes_campaign", "strategy_notes", ["campaign_id", "cell", "id"], unique=False)
    op.create_index(op.f("ix_strategy_notes_organization_id"), "strategy_notes", ["organization_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("strategy_notes")
