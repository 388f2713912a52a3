"""Campaigns, their demands and figures, stages, goals and facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "campaigns",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("short_name", sa.String(length=30), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "local",
                "county",
                "state",
                "school_district",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("ocd_id", sa.String(length=200), nullable=False),
        sa.Column("place_name", sa.String(length=120), nullable=False),
        sa.Column("issues", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "exploring",
                "planning",
                "active",
                "escalated",
                "won",
                "partly_won",
                "lost",
                "monitoring",
                "closed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("lead_user_id", sa.Integer(), nullable=True),
        sa.Column("decision_body", sa.String(length=120), nullable=False),
        sa.Column("decision_body_es", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("fiscal_year", sa.String(length=40), nullable=False),
        sa.Column("votes_needed", sa.Integer(), nullable=True),
        sa.Column("public_summary", sa.String(length=1000), nullable=False),
        sa.Column("public_summary_es", sa.String(length=1000), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_campaigns_created_by_id_users")),
        sa.ForeignKeyConstraint(["lead_user_id"], ["users.id"], name=op.f("fk_campaigns_lead_user_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_campaigns_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("organization_id", "slug", name=op.f("uq_campaigns_organization_id_slug")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_campaigns_organization_id"), "campaigns", ["organization_id"], unique=False)
    op.create_table(
        "facts",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("body", sa.String(length=500), nullable=False),
        sa.Column("body_es", sa.String(length=500), nullable=False),
        sa.Column("source_name", sa.String(length=300), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("confidence", sa.String(length=20), nullable=False),
        sa.Column("use_note", sa.String(length=500), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_facts_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_facts_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
        sa.UniqueConstraint("organization_id", "key", name=op.f("uq_facts_organization_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_facts_organization_id"), "facts", ["organization_id"], unique=False)
    op.create_table(
        "demands",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "divest",
                "invest",
                "other_source",
                "unallocated",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_es", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("demand_key", sa.String(length=40), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_demands_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_demands_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_demands_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demands")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_demands_campaign", "demands", ["organization_id", "campaign_id"], unique=False)
    op.create_index(op.f("ix_demands_organization_id"), "demands", ["organization_id"], unique=False)
    op.create_table(
        "goals",
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_goals_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_goals_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_goals_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_goals_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_goals_campaign", "goals", ["organization_id", "campaign_id"], unique=False)
    op.create_index(op.f("ix_goals_organization_id"), "goals", ["organization_id"], unique=False)
    op.create_table(
        "milestones",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("label_es", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_when", sa.String(length=500), nullable=False),
        sa.Column("board_metric", sa.String(length=200), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_milestones_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_milestones_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_milestones_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_milestones_campaign_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_milestones_organization_id"), "milestones", ["organization_id"], unique=False)
    op.create_table(
        "budget_figures",
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "prior_actual",
                "prior_adopted",
                "requested",
                "proposed",
                "demanded",
                "amended",
                "adopted",
                "actual",
                "won_claimed",
                "won_verified",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("is_recurring", sa.Boolean(), nullable=False),
        sa.Column("is_derived", sa.Boolean(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("document_url", sa.String(length=500), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("document <> ''", name=op.f("ck_budget_figures_has_document")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["users.id"], name=op.f("fk_budget_figures_checked_by_id_users")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_budget_figures_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["demands.id"], name=op.f("fk_budget_figures_demand_id_demands"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_budget_figures_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_figures")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_budget_figures_demand", "budget_figures", ["organization_id", "demand_id"], unique=False)
    op.create_index(op.f("ix_budget_figures_organization_id"), "budget_figures", ["organization_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("budget_figures")
    op.drop_table("milestones")
    op.drop_table("goals")
    op.drop_table("demands")
    op.drop_table("facts")
    op.drop_table("campaigns")
