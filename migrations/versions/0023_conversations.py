"""Who answers a conversation, what colleagues note, what one key undoes, and the number that open pages ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENTS = ("assigned_at", "answering_until", "alerted_at", "asked_who_at")
TABLES = ("inbox_versions", "conversation_notes", "quick_answers", "inbox_duties")


def upgrade() -> None:
    """Make the tables and columns."""
    for moment in MOMENTS:
        op.add_column("conversations", sa.Column(moment, sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "ALTER TABLE conversations ADD COLUMN answering_user_id INTEGER "
        "CONSTRAINT fk_conversations_answering_user_id_users REFERENCES users (id)"
    )
    assigned = ["organization_id", "assigned_to_id", "state", "waiting_since"]
    op.create_index("ix_conversations_assigned", "conversations", assigned)
    for table, columns in zip(TABLES, (_versions(), _notes(), _quick_answers(), _duties()), strict=True):
        op.create_table(table, *columns, *_owned(table), sqlite_autoincrement=True)
        op.create_index(op.f(f"ix_{table}_organization_id"), table, ["organization_id"])
    op.create_index("ix_conversation_notes_conversation", "conversation_notes", ["conversation_id", "id"])
    op.create_index("ix_quick_answers_conversation", "quick_answers", ["conversation_id"])


def downgrade() -> None:
    """Drop them again."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index("ix_conversations_assigned", table_name="conversations")
    for column in (*MOMENTS, "answering_user_id"):
        op.drop_column("conversations", column)


def _owned(table: str) -> list[sa.schema.SchemaItem]:
    """What every row of an organization has."""
    return [
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        _reference(table, "created_by_id", "users"),
        _reference(table, "organization_id", "organizations"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _reference(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _json() -> sa.JSON:
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _versions() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("organization_id", name=op.f("uq_inbox_versions_organization_id")),
    ]


def _notes() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=1000), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("for_user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _reference("conversation_notes", "conversation_id", "conversations", "CASCADE"),
        _reference("conversation_notes", "by_user_id", "users"),
        _reference("conversation_notes", "for_user_id", "users"),
    ]


def _quick_answers() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("before", _json(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        _reference("quick_answers", "message_id", "messages", "CASCADE"),
        _reference("quick_answers", "conversation_id", "conversations", "CASCADE"),
        _reference("quick_answers", "commitment_id", "commitments", "SET NULL"),
        _reference("quick_answers", "task_id", "tasks", "SET NULL"),
        sa.UniqueConstraint("message_id", name=op.f("uq_quick_answers_message_id")),
    ]


def _duties() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("languages", _json(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        _reference("inbox_duties", "user_id", "users"),
        sa.UniqueConstraint("organization_id", "user_id", name=op.f("uq_inbox_duties_organization_id_user_id")),
    ]
