"""Whom a blast is for and leaves out, what its people did next, its second person, and how often people are texted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BEFORE = ("draft", "needs_review", "scheduled", "sending", "paused", "done", "cancelled")
SETTINGS = {"blast_approval_size": 500, "blasts_a_day": 1, "blasts_a_week": 2, "hours_between_blasts": 4}


def _owned(table: str) -> list[sa.schema.SchemaItem]:
    return [
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
    ]


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="CASCADE")


def _statuses(*words: str) -> None:
    """Another list of statuses; SQLite makes the table anew for it, without the CHECK of before."""
    check = f"status IN ({', '.join(repr(word) for word in words)})"
    if op.get_bind().dialect.name == "sqlite":
        settings = {"sqlite_autoincrement": True}
        with op.batch_alter_table("blasts", recreate="always", table_kwargs=settings) as table:
            table.create_check_constraint(op.f("ck_blasts_status"), check)
            table.create_check_constraint(op.f("ck_blasts_track"), "track IN ('came', 'left_early', 'did_not_come')")
        return
    op.drop_constraint(op.f("ck_blasts_status"), "blasts", type_="check")
    op.create_check_constraint(op.f("ck_blasts_status"), "blasts", check)


def upgrade() -> None:
    """Add what a blast to any audience needs; those there are were written down whole."""
    whole, moment = sa.Integer(), sa.DateTime(timezone=True)
    for column in (
        sa.Column("audience", JSON, nullable=False, server_default="{}"),
        sa.Column("audience_size", whole, nullable=False, server_default="0"),
        sa.Column("touch", JSON, nullable=True),
        sa.Column("keeps_caps", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("prepared_to", whole, nullable=False, server_default="0"),
        sa.Column("prepared_at", moment, nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("decision_words", sa.String(length=300), nullable=False, server_default=""),
    ):
        op.add_column("blasts", column)
    op.execute("UPDATE blasts SET prepared_at = created_at")
    _statuses(*BEFORE, "preparing")
    op.create_index("ix_blasts_status", "blasts", ["status", "organization_id"])
    _make_tables()
    for name, value in SETTINGS.items():
        op.add_column("organizations", sa.Column(name, whole, nullable=True))
        op.execute(f"UPDATE organizations SET {name} = {value}")  # noqa: S608 - our own names and numbers


def _make_tables() -> None:
    op.create_table(
        "blast_left_out",
        sa.Column("blast_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        *_owned("blast_left_out"),
        _key("blast_left_out", "blast_id", "blasts"),
        _key("blast_left_out", "contact_id", "contacts"),
        sa.UniqueConstraint("blast_id", "contact_id", name=op.f("uq_blast_left_out_blast_id_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_blast_left_out_reason", "blast_left_out", ["blast_id", "reason", "contact_id"])
    op.create_index("ix_blast_left_out_contact", "blast_left_out", ["contact_id"])
    op.create_table(
        "blast_answers",
        sa.Column("blast_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("has_written", sa.Boolean(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("is_stop", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_owned("blast_answers"),
        _key("blast_answers", "blast_id", "blasts"),
        _key("blast_answers", "message_id", "messages"),
        sa.UniqueConstraint("message_id", name=op.f("uq_blast_answers_message_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_blast_answers_blast", "blast_answers", ["blast_id", "language", "is_yes", "is_stop"])


def downgrade() -> None:
    """Take it away again; what was being written down is a draft."""
    for name in SETTINGS:
        op.drop_column("organizations", name)
    op.drop_table("blast_answers")
    op.drop_table("blast_left_out")
    op.drop_index("ix_blasts_status", table_name="blasts")
    op.execute("UPDATE blasts SET status = 'draft' WHERE status = 'preparing'")
    _statuses(*BEFORE)
    for name in (
        "audience",
        "audience_size",
        "touch",
        "keeps_caps",
        "prepared_to",
        "prepared_at",
        "decided_at",
        "decision_words",
    ):
        op.drop_column("blasts", name)
