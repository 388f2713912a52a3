"""Why a text was written and its pictures; the pace of senders, what left on each day, and what a person should know."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ORIGINS = ("answer", "blast", "sequence", "automatic", "ask")
KINDS = ("unstated", "long_code", "ten_dlc", "toll_free", "short_code")
CLASSES = ("a_b", "c_d", "e_f", "low_volume")


def upgrade() -> None:
    """Add what is said of texts and senders, and make the tables."""
    _add_enum("messages", "origin", ORIGINS, "DEFAULT 'answer' NOT NULL")
    op.add_column("messages", sa.Column("media", _json(), nullable=False, server_default="[]"))
    op.add_column("messages", sa.Column("retries", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE messages SET origin = 'blast' WHERE blast_id IS NOT NULL")
    op.add_column("blasts", sa.Column("counted_before", _json(), nullable=True))
    op.add_column("contact_points", sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_opt_outs_at", "opt_outs", ["organization_id", "at"])
    _add_enum("sender_accounts", "number_kind", KINDS, "DEFAULT 'unstated' NOT NULL")
    _add_enum("sender_accounts", "throughput_class", CLASSES, "")
    for column in _account_columns():
        op.add_column("sender_accounts", column)
    _make_past_attempts()
    _make_days()
    _make_alerts()


def downgrade() -> None:
    """Take them away again."""
    for table in ("sender_alerts", "sender_days", "past_attempts"):
        op.drop_table(table)
    for name in ("throughput_class", "number_kind", *(column.name for column in _account_columns())):
        op.drop_column("sender_accounts", name)
    op.drop_index("ix_opt_outs_at", "opt_outs")
    op.drop_column("contact_points", "unreachable_since")
    op.drop_column("blasts", "counted_before")
    for name in ("retries", "media", "origin"):
        op.drop_column("messages", name)


def _account_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("name", sa.String(length=100), nullable=False, server_default=""),
        sa.Column("brand_score", sa.Integer(), nullable=True),
        sa.Column("segments_per_minute", sa.Integer(), nullable=True),
        sa.Column("segments_per_day", sa.Integer(), nullable=True),
        sa.Column("provider_words", _json(), nullable=True),
        sa.Column("paced_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slowed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rests_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rests_because", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_problem", sa.String(length=300), nullable=False, server_default=""),
    ]


def _json() -> sa.JSON:
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _add_enum(table: str, name: str, words: tuple[str, ...], more: str) -> None:
    """A text column with its own check, which both databases add without writing the table anew."""
    among = ", ".join(f"'{word}'" for word in words)
    check = f"CONSTRAINT ck_{table}_{name} CHECK ({name} IN ({among}))"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {name} VARCHAR(32) {more} {check}")


def _make_past_attempts() -> None:
    op.create_table(
        "past_attempts",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("provider_sid", sa.String(length=40), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_owned("past_attempts"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_past_attempts_message_id_messages"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("provider_sid", name=op.f("uq_past_attempts_provider_sid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_past_attempts_organization_id"), "past_attempts", ["organization_id"])
    op.create_index("ix_past_attempts_message", "past_attempts", ["message_id"])
    op.create_index("ix_past_attempts_phone", "past_attempts", ["organization_id", "phone", "error_code"])


def _make_days() -> None:
    op.create_table(
        "sender_days",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("busy", sa.Integer(), nullable=False),
        *_owned("sender_days"),
        _of_account("sender_days"),
        sa.UniqueConstraint("account_id", "day", name=op.f("uq_sender_days_account_id_day")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sender_days_organization_id"), "sender_days", ["organization_id"])


def _make_alerts() -> None:
    op.create_table(
        "sender_alerts",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        *_owned("sender_alerts"),
        _of_account("sender_alerts"),
        sa.UniqueConstraint("account_id", "about", name=op.f("uq_sender_alerts_account_id_about")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sender_alerts_organization_id"), "sender_alerts", ["organization_id"])


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_account_id_sender_accounts")
    return sa.ForeignKeyConstraint(["account_id"], ["sender_accounts.id"], name=name, ondelete="CASCADE")


def _owned(table: str) -> list[sa.SchemaItem]:
    """The columns of every row of an organization's."""
    return [
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f(f"fk_{table}_created_by_id_users")),
    ]
