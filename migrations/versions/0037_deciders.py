"""Who decides: officials, where they stand, how they lean, roll calls, promises, and who knows them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "decision_makers",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("seat", sa.String(length=80), nullable=False),
        sa.Column("ocd_id", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=40), nullable=False),
        sa.Column("is_chair", sa.Boolean(), nullable=False),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("staff", sa.String(length=300), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_decision_makers_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_decision_makers_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_makers")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_makers_name", "decision_makers", ["organization_id", "name"], unique=False)
    op.create_index(op.f("ix_decision_makers_organization_id"), "decision_makers", ["organization_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column(
            "majority",
            sa.Enum(
                "majority",
                "three_fifths",
                "two_thirds",
                "number",
                name="majority",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("carried", "lost", name="outcome", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("needed BETWEEN 1 AND seats", name=op.f("ck_decisions_needed")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_decisions_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_decisions_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_decisions_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_campaign", "decisions", ["organization_id", "campaign_id", "held_on"], unique=False)
    op.create_index(op.f("ix_decisions_organization_id"), "decisions", ["organization_id"], unique=False)
    op.create_table(
        "official_promises",
        sa.Column("decision_maker_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_where", sa.String(length=200), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("open", "kept", "broken", name="outcome", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_evidence", sa.String(length=300), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_official_promises_campaign_id_campaigns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_official_promises_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["decision_maker_id"],
            ["decision_makers.id"],
            name=op.f("fk_official_promises_decision_maker_id_decision_makers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_official_promises_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_promises")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_official_promises_decision_maker", "official_promises", ["decision_maker_id"], unique=False)
    op.create_index(
        op.f("ix_official_promises_organization_id"), "official_promises", ["organization_id"], unique=False
    )
    op.create_table(
        "targets",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("decision_maker_id", sa.Integer(), nullable=False),
        sa.Column("has_vote", sa.Boolean(), nullable=False),
        sa.Column("wants", sa.String(length=300), nullable=False),
        sa.Column("heeds", sa.String(length=300), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_targets_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_targets_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["decision_maker_id"],
            ["decision_makers.id"],
            name=op.f("fk_targets_decision_maker_id_decision_makers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_targets_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
        sa.UniqueConstraint("campaign_id", "decision_maker_id", name=op.f("uq_targets_campaign_id_decision_maker_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_targets_decision_maker", "targets", ["decision_maker_id"], unique=False)
    op.create_index(op.f("ix_targets_organization_id"), "targets", ["organization_id"], unique=False)
    op.create_table(
        "acquaintances",
        sa.Column("decision_maker_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "closeness",
            sa.Enum("knows", "knows_staff", name="closeness", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_acquaintances_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_acquaintances_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["decision_maker_id"],
            ["decision_makers.id"],
            name=op.f("fk_acquaintances_decision_maker_id_decision_makers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_acquaintances_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acquaintances")),
        sa.UniqueConstraint(
            "decision_maker_id", "contact_id", name=op.f("uq_acquaintances_decision_maker_id_contact_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_acquaintances_contact", "acquaintances", ["contact_id"], unique=False)
    op.create_index(op.f("ix_acquaintances_organization_id"), "acquaintances", ["organization_id"], unique=False)
    op.create_table(
        "lean_reports",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column(
            "lean",
            sa.Enum(
                "yes",
                "lean_yes",
                "undecided",
                "lean_no",
                "no",
                "absent",
                name="lean",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum(
                "rumor",
                "staff",
                "direct",
                "public",
                name="confidence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("evidence <> ''", name=op.f("ck_lean_reports_has_evidence")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_lean_reports_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_lean_reports_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["targets.id"], name=op.f("fk_lean_reports_target_id_targets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lean_reports")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_lean_reports_organization_id"), "lean_reports", ["organization_id"], unique=False)
    op.create_index("ix_lean_reports_target", "lean_reports", ["target_id", "as_of", "id"], unique=False)
    op.create_table(
        "power_positions",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("power", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum(
                "rumor",
                "staff",
                "direct",
                "public",
                name="confidence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("evidence <> ''", name=op.f("ck_power_positions_has_evidence")),
        sa.CheckConstraint("power BETWEEN 0 AND 10", name=op.f("ck_power_positions_power")),
        sa.CheckConstraint("support BETWEEN -5 AND 5", name=op.f("ck_power_positions_support")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_power_positions_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_power_positions_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["targets.id"], name=op.f("fk_power_positions_target_id_targets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_power_positions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_power_positions_organization_id"), "power_positions", ["organization_id"], unique=False)
    op.create_index("ix_power_positions_target", "power_positions", ["target_id", "as_of", "id"], unique=False)
    op.create_table(
        "roll_call_votes",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("decision_maker_id", sa.Integer(), nullable=False),
        sa.Column(
            "vote",
            sa.Enum(
                "yes", "no", "abstained", "absent", name="vote", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_roll_call_votes_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_roll_call_votes_decision_id_decisions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decision_maker_id"],
            ["decision_makers.id"],
            name=op.f("fk_roll_call_votes_decision_maker_id_decision_makers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_roll_call_votes_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_call_votes")),
        sa.UniqueConstraint(
            "decision_id", "decision_maker_id", name=op.f("uq_roll_call_votes_decision_id_decision_maker_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_roll_call_votes_decision_maker", "roll_call_votes", ["decision_maker_id"], unique=False)
    op.create_index(op.f("ix_roll_call_votes_organization_id"), "roll_call_votes", ["organization_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("roll_call_votes")
    op.drop_table("power_positions")
    op.drop_table("lean_reports")
    op.drop_table("acquaintances")
    op.drop_table("targets")
    op.drop_table("official_promises")
    op.drop_table("decisions")
    op.drop_table("decision_makers")
