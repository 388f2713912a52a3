"""Facts with their figure and place, what an organization did with reference content, and what comes after a vote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


KEEP = {"sqlite_autoincrement": True}
LEVELS = ("local", "county", "state", "school_district")
WORDS = {"figure": 60, "unit": 80, "period": 80, "geography": 120}


def _widen_facts() -> None:
    for name, length in WORDS.items():
        op.add_column("facts", sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    op.add_column("facts", sa.Column("is_ignored", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("facts", table_kwargs=KEEP) as table:
        table.add_column(sa.Column("campaign_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_facts_campaign_id_campaigns"), "campaigns", ["campaign_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index("ix_facts_campaign", "facts", ["campaign_id"], unique=False)


def _allow_levels(*levels: str) -> None:
    words = ", ".join(f"'{level}'" for level in levels)
    with op.batch_alter_table("campaigns", table_kwargs=KEEP) as table:
        table.drop_constraint(op.f("ck_campaigns_level"), type_="check")
        table.create_check_constraint(op.f("ck_campaigns_level"), f"level IN ({words})")


def upgrade() -> None:
    """Make the tables, and give facts their figure and place."""
    _widen_facts()
    _allow_levels(*LEVELS, "federal")
    op.create_table(
        "reference_edits",
        sa.Column("file", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("is_ignored", sa.Boolean(), nullable=False),
        sa.Column("words", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_reference_edits_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_reference_edits_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_edits")),
        sa.UniqueConstraint("organization_id", "file", "key", name=op.f("uq_reference_edits_organization_id_file_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reference_edits_organization_id"), "reference_edits", ["organization_id"], unique=False)
    op.create_table(
        "demand_outcomes",
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "open", "won", "partly", "lost", name="result", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_demand_outcomes_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_demand_outcomes_decision_id_decisions"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["demands.id"], name=op.f("fk_demand_outcomes_demand_id_demands"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_demand_outcomes_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_outcomes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_demand_outcomes_demand", "demand_outcomes", ["demand_id", "id"], unique=False)
    op.create_index(op.f("ix_demand_outcomes_organization_id"), "demand_outcomes", ["organization_id"], unique=False)
    op.create_table(
        "implementation_watches",
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "kept", "broken", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_implementation_watches_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"], ["demands.id"], name=op.f("fk_implementation_watches_demand_id_demands"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_implementation_watches_organization_id_organizations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_implementation_watches")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_implementation_watches_demand", "implementation_watches", ["demand_id", "due_on"], unique=False)
    op.create_index(
        op.f("ix_implementation_watches_organization_id"), "implementation_watches", ["organization_id"], unique=False
    )


def downgrade() -> None:
    """Drop them again; what was federal stands as a state's."""
    op.execute("UPDATE campaigns SET level = 'state' WHERE level = 'federal'")
    _allow_levels(*LEVELS)
    op.drop_index("ix_facts_campaign", table_name="facts")
    with op.batch_alter_table("facts", table_kwargs=KEEP) as table:
        table.drop_constraint(op.f("fk_facts_campaign_id_campaigns"), type_="foreignkey")
        table.drop_column("campaign_id")
    for name in ("is_ignored", *reversed(WORDS)):
        op.drop_column("facts", name)
    op.drop_table("implementation_watches")
    op.drop_table("demand_outcomes")
    op.drop_table("reference_edits")
