"""Answers on the public page, how actions turned out, and captains with the people they ask."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TABLES = ("captain_people", "turnout_captains", "turnout_results", "public_answers")


def upgrade() -> None:
    """Make the tables."""
    _public_answers()
    _turnout_results()
    _turnout_captains()
    _captain_people()


def downgrade() -> None:
    """Drop them again."""
    for table in TABLES:
        op.drop_table(table)


def _public_answers() -> None:
    op.create_table(
        "public_answers",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("needs", sa.String(length=200), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "taken",
                "review",
                "dismissed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.String(length=40), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_public_answers_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_public_answers_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_public_answers_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_public_answers_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"],
            ["action_shifts.id"],
            name=op.f("fk_public_answers_shift_id_action_shifts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_answers")),
        sa.UniqueConstraint("secret", name=op.f("uq_public_answers_secret")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_public_answers_action", "public_answers", ["organization_id", "action_id", "state"], unique=False
    )
    op.create_index("ix_public_answers_contact", "public_answers", ["contact_id"], unique=False)
    op.create_index(op.f("ix_public_answers_organization_id"), "public_answers", ["organization_id"], unique=False)
    op.create_index(
        "ix_public_answers_waiting",
        "public_answers",
        ["state", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _turnout_results() -> None:
    op.create_table(
        "turnout_results",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_turnout_results_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_turnout_results_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_turnout_results_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnout_results")),
        sa.UniqueConstraint(
            "action_id", "days_before", "status", name=op.f("uq_turnout_results_action_id_days_before_status")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_turnout_results_organization_id"), "turnout_results", ["organization_id"], unique=False)


def _turnout_captains() -> None:
    op.create_table(
        "turnout_captains",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_turnout_captains_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_turnout_captains_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_turnout_captains_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_turnout_captains_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnout_captains")),
        sa.UniqueConstraint("action_id", "user_id", name=op.f("uq_turnout_captains_action_id_user_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_turnout_captains_organization_id"), "turnout_captains", ["organization_id"], unique=False)


def _captain_people() -> None:
    op.create_table(
        "captain_people",
        sa.Column("captain_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_captain_people_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["captain_id"],
            ["turnout_captains.id"],
            name=op.f("fk_captain_people_captain_id_turnout_captains"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_captain_people_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_captain_people_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_captain_people_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captain_people")),
        sa.UniqueConstraint("action_id", "contact_id", name=op.f("uq_captain_people_action_id_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_captain_people_captain", "captain_people", ["organization_id", "captain_id"], unique=False)
    op.create_index("ix_captain_people_contact", "captain_people", ["contact_id"], unique=False)
    op.create_index(op.f("ix_captain_people_organization_id"), "captain_people", ["organization_id"], unique=False)
