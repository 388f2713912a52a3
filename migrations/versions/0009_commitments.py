"""Promises with their history, and follow-up tasks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "commitments",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "attend",
                "bring_n",
                "speak",
                "host_house_meeting",
                "make_calls",
                "testify",
                "sign",
                "donate",
                "take_role",
                "meet_again",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("one_on_one_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "invited",
                "yes",
                "maybe",
                "no",
                "later",
                "waitlist",
                "confirmed",
                "cancelled",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "open",
                "kept",
                "broken",
                "excused",
                "withdrawn",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_by_user_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("client_ref", sa.String(length=36), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_commitments_action_id_actions")),
        sa.ForeignKeyConstraint(["asked_by_user_id"], ["users.id"], name=op.f("fk_commitments_asked_by_user_id_users")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_commitments_batch_id_batches")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_commitments_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_commitments_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_commitments_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["one_on_one_id"], ["one_on_ones.id"], name=op.f("fk_commitments_one_on_one_id_one_on_ones")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_commitments_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint("organization_id", "client_ref", name=op.f("uq_commitments_organization_id_client_ref")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_commitments_action", "commitments", ["organization_id", "action_id", "answer"], unique=False)
    op.create_index("ix_commitments_contact", "commitments", ["organization_id", "contact_id"], unique=False)
    op.create_index(op.f("ix_commitments_organization_id"), "commitments", ["organization_id"], unique=False)
    op.create_index(
        "uq_commitments_rsvp",
        "commitments",
        ["action_id", "contact_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'attend'"),
        postgresql_where=sa.text("kind = 'attend'"),
    )
    op.create_table(
        "tasks",
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("assignee_user_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "call",
                "text",
                "meet",
                "thank",
                "send",
                "ride",
                "data_fix",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "done", "skipped", name="status", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("one_on_one_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_ref", sa.String(length=36), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_user_id"], ["users.id"], name=op.f("fk_tasks_assignee_user_id_users")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_tasks_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_tasks_created_by_id_users")),
        sa.ForeignKeyConstraint(["one_on_one_id"], ["one_on_ones.id"], name=op.f("fk_tasks_one_on_one_id_one_on_ones")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_tasks_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("organization_id", "client_ref", name=op.f("uq_tasks_organization_id_client_ref")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_tasks_assignee", "tasks", ["organization_id", "assignee_user_id", "status", "due_on"], unique=False
    )
    op.create_index(op.f("ix_tasks_organization_id"), "tasks", ["organization_id"], unique=False)
    op.create_table(
        "commitment_events",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "invited",
                "yes",
                "maybe",
                "no",
                "later",
                "waitlist",
                "confirmed",
                "cancelled",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_commitment_events_batch_id_batches")),
        sa.ForeignKeyConstraint(["by_user_id"], ["users.id"], name=op.f("fk_commitment_events_by_user_id_users")),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitments.id"],
            name=op.f("fk_commitment_events_commitment_id_commitments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_commitment_events_created_by_id_users")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_commitment_events_message_id_messages")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_commitment_events_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_commitment_events_commitment", "commitment_events", ["organization_id", "commitment_id"], unique=False
    )
    op.create_index(
        op.f("ix_commitment_events_organization_id"), "commitment_events", ["organization_id"], unique=False
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("commitment_events")
    op.drop_table("tasks")
    op.drop_table("commitments")
