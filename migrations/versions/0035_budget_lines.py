"""Lines of public budgets with their figures, wins taken back, and sheets of lines that can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KINDS = ("import", "blast", "merge", "tagging", "sign_ins", "list", "assigning", "hand_over", "stages")


def upgrade() -> None:
    """Make the tables."""
    _allow_kinds(*KINDS, "budget")
    _make_budget_sheets()
    _make_budget_lines()
    _make_reversals()
    _make_line_figures()


def downgrade() -> None:
    """Drop them again; sheets that came in go with them."""
    op.drop_table("line_figures")
    op.drop_table("reversals")
    op.drop_table("budget_lines")
    op.drop_table("budget_sheets")
    op.execute("DELETE FROM batch_changes WHERE batch_id IN (SELECT id FROM batches WHERE kind = 'budget')")
    op.execute("DELETE FROM batches WHERE kind = 'budget'")
    _allow_kinds(*KINDS)


def _allow_kinds(*kinds: str) -> None:
    """Let batches be of these kinds."""
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("batches", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(op.f("ck_batches_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_batches_kind"), f"kind IN ({words})")


def _make_budget_sheets() -> None:
    op.create_table(
        "budget_sheets",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("defaults", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("rows", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_budget_sheets_batch_id_batches"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_budget_sheets_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_budget_sheets_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_budget_sheets_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_sheets")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_budget_sheets_campaign", "budget_sheets", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_budget_sheets_organization_id"), "budget_sheets", ["organization_id"], unique=False)


def _make_budget_lines() -> None:
    op.create_table(
        "budget_lines",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("demand_id", sa.Integer(), nullable=True),
        sa.Column("fiscal_year", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=120), nullable=False),
        sa.Column("program", sa.String(length=160), nullable=False),
        sa.Column("fund", sa.String(length=120), nullable=False),
        sa.Column(
            "function",
            sa.Enum(
                "police",
                "jails_prisons",
                "courts_prosecution",
                "probation_parole",
                "surveillance",
                "school_policing",
                "immigration_enforcement",
                "education",
                "youth_jobs",
                "housing",
                "mental_health",
                "physical_health",
                "violence_prevention",
                "restorative_justice",
                "reentry",
                "transit",
                "parks",
                "libraries",
                "environment",
                "other",
                name="function",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
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
            nullable=True,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_budget_lines_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_budget_lines_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["demands.id"], name=op.f("fk_budget_lines_demand_id_demands"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_budget_lines_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_lines")),
        sa.UniqueConstraint(
            "campaign_id", "fiscal_year", "department", "program", "fund", name="uq_budget_lines_names"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_budget_lines_demand", "budget_lines", ["demand_id"], unique=False)
    op.create_index(op.f("ix_budget_lines_organization_id"), "budget_lines", ["organization_id"], unique=False)


def _make_reversals() -> None:
    op.create_table(
        "reversals",
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=True),
        sa.Column("reversed_on", sa.String(length=10), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("document_url", sa.String(length=500), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("document <> '' AND reversed_on <> ''", name=op.f("ck_reversals_has_document")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_reversals_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["demands.id"], name=op.f("fk_reversals_demand_id_demands"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_reversals_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reversals")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reversals_demand", "reversals", ["demand_id"], unique=False)
    op.create_index(op.f("ix_reversals_organization_id"), "reversals", ["organization_id"], unique=False)


def _make_line_figures() -> None:
    op.create_table(
        "line_figures",
        sa.Column("budget_line_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "prior_actual",
                "prior_adopted",
                "requested",
                "proposed",
                "amended",
                "adopted",
                "actual",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("fte_hundredths", sa.Integer(), nullable=True),
        sa.Column("is_recurring", sa.Boolean(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("document_url", sa.String(length=500), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("document <> '' AND page <> ''", name=op.f("ck_line_figures_has_page")),
        sa.ForeignKeyConstraint(
            ["budget_line_id"],
            ["budget_lines.id"],
            name=op.f("fk_line_figures_budget_line_id_budget_lines"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["checked_by_id"], ["users.id"], name=op.f("fk_line_figures_checked_by_id_users")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_line_figures_created_by_id_users")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_line_figures_entered_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_line_figures_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_figures")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_line_figures_line", "line_figures", ["budget_line_id", "stage", "id"], unique=False)
    op.create_index(op.f("ix_line_figures_organization_id"), "line_figures", ["organization_id"], unique=False)
