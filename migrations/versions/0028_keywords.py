"""Keywords by text, person-to-person blasts and who sends what of them, and rehearsals on simulated phones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
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


def _keywords() -> None:
    _create(
        "keywords",
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.Column("act", _enum("act", "answer", "rsvp", "sequence"), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("sequence_id", sa.Integer(), nullable=True),
        sa.Column("bodies", JSON, nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_keywords_action_id_actions")),
        sa.ForeignKeyConstraint(["sequence_id"], ["sequences.id"], name=op.f("fk_keywords_sequence_id_sequences")),
        sa.UniqueConstraint("organization_id", "word", name=op.f("uq_keywords_organization_id_word")),
    )


def _texter_shares() -> None:
    _create(
        "texter_shares",
        sa.Column("blast_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["blast_id"], ["blasts.id"], name=op.f("fk_texter_shares_blast_id_blasts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_texter_shares_message_id_messages"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_texter_shares_user_id_users")),
        sa.UniqueConstraint("message_id", name=op.f("uq_texter_shares_message_id")),
    )
    op.create_index("ix_texter_shares_blast", "texter_shares", ["blast_id", "user_id", "pressed_at"], unique=False)
    op.create_index("ix_texter_shares_user", "texter_shares", ["user_id", "pressed_at", "id"], unique=False)


def _rehearsals() -> None:
    _create(
        "rehearsals",
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("mix", JSON, nullable=False),
        sa.Column("slowest_minutes", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_rehearsals_open", "rehearsals", ["organization_id", "ended_at"], unique=False)


def upgrade() -> None:
    """Make the tables."""
    _keywords()
    _texter_shares()
    _rehearsals()
    is_known = sa.CheckConstraint("mode IN ('broadcast', 'p2p')", name=op.f("ck_blasts_mode"))
    op.add_column(
        "blasts", sa.Column("mode", sa.String(length=32), is_known, nullable=False, server_default="broadcast")
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("blasts", "mode")
    for table in (
        "rehearsals",
        "texter_shares",
        "keywords",
    ):
        op.drop_table(table)
