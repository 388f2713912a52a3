"""Sequences: their steps, who is in one, and what was done for whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _create(table: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table of rows of organizations."""
    op.create_table(
        table,
        *columns,
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f(f"fk_{table}_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{table}_organization_id"), table, ["organization_id"], unique=False)


def _sequences() -> None:
    _create(
        "sequences",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "trigger",
            _enum(
                "trigger",
                "registered",
                "came",
                "left_early",
                "did_not_come",
                "signed_up",
                "promise_due",
                "stage_changed",
                "keyword",
                "by_hand",
            ),
            nullable=False,
        ),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("goal", _enum("goal", "none", "one_on_one", "coming"), nullable=False),
        sa.Column("status", _enum("status", "draft", "running", "paused"), nullable=False),
        sa.Column("is_alone", sa.Boolean(), nullable=False),
        sa.Column("pause_above", sa.Integer(), nullable=False),
        sa.Column("paused_because", sa.String(length=300), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_sequences_action_id_actions")),
        sa.ForeignKeyConstraint(["started_by_id"], ["users.id"], name=op.f("fk_sequences_started_by_id_users")),
    )
    op.create_index("ix_sequences_status", "sequences", ["organization_id", "status"], unique=False)


def _sequence_steps() -> None:
    _create(
        "sequence_steps",
        sa.Column("sequence_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "send", "wait", "task", "branch"), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock", _enum("clock", "step", "action"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("bodies", JSON, nullable=False),
        sa.Column("only_if", _enum("only_if", "always", "no_answer", "said_yes"), nullable=False),
        sa.Column("asks_next", sa.Boolean(), nullable=False),
        sa.Column("task_kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("arms", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["sequence_id"], ["sequences.id"], name=op.f("fk_sequence_steps_sequence_id_sequences"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["templates.id"], name=op.f("fk_sequence_steps_template_id_templates")
        ),
    )
    op.create_index("ix_sequence_steps_sequence", "sequence_steps", ["sequence_id", "position"], unique=False)


def _enrollments() -> None:
    _create(
        "enrollments",
        sa.Column("sequence_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            _enum(
                "state", "active", "paused", "person_took_over", "kept", "opted_out", "finished", "stopped", "left_out"
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_enrollments_action_id_actions")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_enrollments_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sequence_id"], ["sequences.id"], name=op.f("fk_enrollments_sequence_id_sequences"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["sequence_steps.id"], name=op.f("fk_enrollments_step_id_sequence_steps")),
        sa.UniqueConstraint(
            "sequence_id", "contact_id", "occasion", name=op.f("uq_enrollments_sequence_id_contact_id_occasion")
        ),
    )
    op.create_index("ix_enrollments_contact", "enrollments", ["contact_id", "state"], unique=False)
    op.create_index("ix_enrollments_due", "enrollments", ["state", "organization_id", "next_at"], unique=False)
    op.create_index("ix_enrollments_sequence", "enrollments", ["sequence_id", "state", "step_id"], unique=False)


def _sequence_steps_done() -> None:
    _create(
        "sequence_steps_done",
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            _enum("outcome", "sent", "left_out", "waited", "late", "task", "yes", "no", "other", "none"),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrollment_id"],
            ["enrollments.id"],
            name=op.f("fk_sequence_steps_done_enrollment_id_enrollments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_sequence_steps_done_message_id_messages")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["sequence_steps.id"],
            name=op.f("fk_sequence_steps_done_step_id_sequence_steps"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("enrollment_id", "step_id", name=op.f("uq_sequence_steps_done_enrollment_id_step_id")),
    )
    op.create_index("ix_sequence_steps_done_message", "sequence_steps_done", ["message_id"], unique=False)
    op.create_index("ix_sequence_steps_done_step", "sequence_steps_done", ["step_id", "outcome"], unique=False)


def upgrade() -> None:
    """Make the tables."""
    _sequences()
    _sequence_steps()
    _enrollments()
    _sequence_steps_done()


def downgrade() -> None:
    """Drop them again."""
    for table in (
        "sequence_steps_done",
        "enrollments",
        "sequence_steps",
        "sequences",
    ):
        op.drop_table(table)
