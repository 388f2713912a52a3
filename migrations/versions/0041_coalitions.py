"""Coalitions: who runs a campaign together, invitations and goals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "coalition_goals",
        sa.Column("coalition_key", sa.String(length=32), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("target > 0", name=op.f("ck_coalition_goals_target")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_coalition_goals_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_coalition_goals_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coalition_goals")),
        sa.UniqueConstraint(
            "organization_id",
            "coalition_key",
            "measure",
            name=op.f("uq_coalition_goals_organization_id_coalition_key_measure"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_coalition_goals_organization_id"), "coalition_goals", ["organization_id"], unique=False)
    op.create_table(
        "coalition_invites",
        sa.Column("coalition_key", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("invited_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "token_hash IS NOT NULL OR invited_id IS NOT NULL", name=op.f("ck_coalition_invites_has_addressee")
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["organizations.id"], name=op.f("fk_coalition_invites_accepted_by_id_organizations")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_coalition_invites_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["invited_id"], ["organizations.id"], name=op.f("fk_coalition_invites_invited_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_coalition_invites_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coalition_invites")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_coalition_invites_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coalition_invites_invited", "coalition_invites", ["invited_id"], unique=False)
    op.create_index("ix_coalition_invites_key", "coalition_invites", ["coalition_key"], unique=False)
    op.create_index(
        op.f("ix_coalition_invites_organization_id"), "coalition_invites", ["organization_id"], unique=False
    )
    op.create_table(
        "coalitions",
        sa.Column("coalition_key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_coalitions_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_coalitions_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coalitions")),
        sa.UniqueConstraint("coalition_key", name=op.f("uq_coalitions_coalition_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_coalitions_organization_id"), "coalitions", ["organization_id"], unique=False)
    op.create_table(
        "coalition_members",
        sa.Column("coalition_key", sa.String(length=32), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_coalition_members_campaign_id_campaigns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_coalition_members_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_coalition_members_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coalition_members")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coalition_members_campaign", "coalition_members", ["campaign_id"], unique=False)
    op.create_index("ix_coalition_members_key", "coalition_members", ["coalition_key"], unique=False)
    op.create_index(
        op.f("ix_coalition_members_organization_id"), "coalition_members", ["organization_id"], unique=False
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("coalition_members")
    op.drop_table("coalitions")
    op.drop_table("coalition_invites")
    op.drop_table("coalition_goals")
