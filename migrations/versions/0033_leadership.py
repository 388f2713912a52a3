"""The ladder of leadership: its words and rules, where people stand and how they came there, and who leads whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


TABLES = ("stage_standings", "stage_suggestions", "stage_changes", "leadings", "stage_rules", "leadership_stages")


def upgrade() -> None:
    """Make the tables."""
    _leadership_stages()
    _stage_rules()
    _leadings()
    _stage_changes()
    _stage_suggestions()
    _stage_standings()


def downgrade() -> None:
    """Drop them again."""
    for table in TABLES:
        op.drop_table(table)


def _leadership_stages() -> None:
    op.create_table(
        "leadership_stages",
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_es", sa.String(length=60), nullable=False),
        sa.Column("next_ask", sa.String(length=200), nullable=False),
        sa.Column("next_ask_es", sa.String(length=200), nullable=False),
        sa.Column("idle_months", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("stage BETWEEN 0 AND 6", name=op.f("ck_leadership_stages_stage_on_ladder")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_leadership_stages_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_leadership_stages_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leadership_stages")),
        sa.UniqueConstraint("organization_id", "stage", name=op.f("uq_leadership_stages_organization_id_stage")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_leadership_stages_organization_id"), "leadership_stages", ["organization_id"], unique=False
    )


def _stage_rules() -> None:
    op.create_table(
        "stage_rules",
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column(
            "behaviour",
            sa.Enum(
                "responded",
                "attended",
                "joined",
                "kept",
                "brought",
                "leads",
                "idle",
                name="behaviour",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("stage BETWEEN 1 AND 6", name=op.f("ck_stage_rules_stage_on_ladder")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_stage_rules_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_stage_rules_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_rules")),
        sa.UniqueConstraint(
            "organization_id", "stage", "behaviour", name=op.f("uq_stage_rules_organization_id_stage_behaviour")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_stage_rules_organization_id"), "stage_rules", ["organization_id"], unique=False)


def _leadings() -> None:
    op.create_table(
        "leadings",
        sa.Column("leader_contact_id", sa.Integer(), nullable=False),
        sa.Column("member_contact_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_leadings_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["leader_contact_id"],
            ["contacts.id"],
            name=op.f("fk_leadings_leader_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_contact_id"],
            ["contacts.id"],
            name=op.f("fk_leadings_member_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_leadings_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leadings")),
        sa.UniqueConstraint("member_contact_id", name=op.f("uq_leadings_member_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_leadings_leader", "leadings", ["organization_id", "leader_contact_id"], unique=False)
    op.create_index("ix_leadings_leader_person", "leadings", ["leader_contact_id"], unique=False)
    op.create_index(op.f("ix_leadings_organization_id"), "leadings", ["organization_id"], unique=False)


def _stage_changes() -> None:
    op.create_table(
        "stage_changes",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "moved", "declined", "undone", name="decision", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column(
            "suggested_by",
            sa.Enum(
                "responded",
                "attended",
                "joined",
                "kept",
                "brought",
                "leads",
                "idle",
                name="suggested_by",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "before BETWEEN 0 AND 6 AND after BETWEEN 0 AND 6", name=op.f("ck_stage_changes_stages_on_ladder")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_stage_changes_batch_id_batches")),
        sa.ForeignKeyConstraint(["by_user_id"], ["users.id"], name=op.f("fk_stage_changes_by_user_id_users")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_stage_changes_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_stage_changes_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_stage_changes_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stage_changes_at", "stage_changes", ["organization_id", "decision", "at"], unique=False)
    op.create_index("ix_stage_changes_batch", "stage_changes", ["batch_id"], unique=False)
    op.create_index("ix_stage_changes_contact", "stage_changes", ["organization_id", "contact_id", "at"], unique=False)
    op.create_index(op.f("ix_stage_changes_organization_id"), "stage_changes", ["organization_id"], unique=False)
    op.create_index("ix_stage_changes_person", "stage_changes", ["contact_id"], unique=False)


def _stage_suggestions() -> None:
    op.create_table(
        "stage_suggestions",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column(
            "behaviour",
            sa.Enum(
                "responded",
                "attended",
                "joined",
                "kept",
                "brought",
                "leads",
                "idle",
                name="behaviour",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("stage BETWEEN 0 AND 6", name=op.f("ck_stage_suggestions_stage_on_ladder")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_stage_suggestions_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_stage_suggestions_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_stage_suggestions_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_suggestions")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_stage_suggestions_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_stage_suggestions_organization_id"), "stage_suggestions", ["organization_id"], unique=False
    )
    op.create_index(
        "ix_stage_suggestions_stage", "stage_suggestions", ["organization_id", "stage", "contact_id"], unique=False
    )


def _stage_standings() -> None:
    op.create_table(
        "stage_standings",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.Column("was_lowered", sa.Boolean(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("stage BETWEEN 0 AND 6", name=op.f("ck_stage_standings_stage_on_ladder")),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["stage_changes.id"],
            name=op.f("fk_stage_standings_change_id_stage_changes"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_stage_standings_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_stage_standings_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_stage_standings_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_standings")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_stage_standings_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_stage_standings_organization_id"), "stage_standings", ["organization_id"], unique=False)
    op.create_index(
        "ix_stage_standings_stage", "stage_standings", ["organization_id", "stage", "contact_id"], unique=False
    )
