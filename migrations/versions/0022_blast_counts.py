"""How many texts of each blast are where, kept by triggers, so that no page and no breaker counts the texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

STATUSES = (
    *("queued", "claimed", "uncertain", "held", "skipped", "accepted", "sending", "sent"),
    *("delivered", "undelivered", "failed", "canceled", "received"),
)
KEY = ("organization_id", "blast_id", "status", "language", "error_code", "reason")
COUNTED = ("blast_id", "status", "language", "error_code", "reason", "segments")
EVENTS = ("INSERT", "UPDATE", "DELETE")


def upgrade() -> None:
    """Make the table, count what is there, and let the database keep it from now on."""
    op.create_table(
        "blast_counts",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("blast_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(*STATUSES, name="status", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_blast_counts_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["blast_id"], ["blasts.id"], name=op.f("fk_blast_counts_blast_id_blasts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blast_counts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_blast_counts_blast", "blast_counts", ["blast_id", *KEY[2:]])
    op.execute(_added("messages"))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite_triggers() if is_sqlite else _postgresql_triggers():
        op.execute(statement)


def downgrade() -> None:
    """Drop them again."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for event in EVENTS:
        op.execute(f"DROP TRIGGER count_{event.lower()}{'' if is_sqlite else ' ON messages'}")
        if not is_sqlite:
            op.execute(f"DROP FUNCTION count_{event.lower()}()")
    op.drop_table("blast_counts")


def _values(row: str) -> list[str]:
    """What a row of messages says for each part of the key."""
    return [f"COALESCE({row}.{name}, 0)" if name == "error_code" else f"{row}.{name}" for name in KEY]


def _added(source: str, sign: str = "", row: str = "") -> str:
    """What some rows of messages add to the counts, or take away."""
    row = row or source
    values = ", ".join(_values(row))
    return (
        f"INSERT INTO blast_counts ({', '.join(KEY)}, messages, segments)"  # noqa: S608 - our own names
        f" SELECT {values}, {sign}COUNT(*), {sign}SUM({row}.segments) FROM {source}"
        f" WHERE {row}.blast_id IS NOT NULL GROUP BY {values}"
    )


def _sqlite_triggers() -> list[str]:
    """One row after the other, as SQLite's triggers go, each kind of text kept in one row of the counts."""
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in COUNTED)
    came, left = _moved("NEW", "+"), _moved("OLD", "-")
    columns = ", ".join(COUNTED)
    return [
        f"CREATE TRIGGER count_insert AFTER INSERT ON messages FOR EACH ROW BEGIN {came} END",
        f"CREATE TRIGGER count_update AFTER UPDATE OF {columns} ON messages"
        f" FOR EACH ROW WHEN {changed} BEGIN {left} {came} END",
        f"CREATE TRIGGER count_delete AFTER DELETE ON messages FOR EACH ROW BEGIN {left} END",
    ]


def _moved(row: str, sign: str) -> str:
    same = " AND ".join(f"{name} = {value}" for name, value in zip(KEY, _values(row), strict=True))
    return (
        f"UPDATE blast_counts SET messages = messages {sign} 1, segments = segments {sign} {row}.segments"  # noqa: S608
        f" WHERE {same};"
        f" INSERT INTO blast_counts ({', '.join(KEY)}, messages, segments)"
        f" SELECT {', '.join(_values(row))}, {sign}1, {sign}{row}.segments"
        f" WHERE {row}.blast_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM blast_counts WHERE {same});"
    )


def _postgresql_triggers() -> list[str]:
    """Once a statement, over all of its rows."""
    changed = " OR ".join(f"o.{name} IS DISTINCT FROM n.{name}" for name in COUNTED)
    left = f"(SELECT o.* FROM gone o JOIN made n ON n.id = o.id WHERE {changed}) moved"  # noqa: S608
    came = f"(SELECT n.* FROM made n JOIN gone o ON n.id = o.id WHERE {changed}) moved"  # noqa: S608
    plans = {
        "INSERT": (f"{_added('made')};", "NEW TABLE AS made"),
        "UPDATE": (
            f"{_added(left, '-', 'moved')}; {_added(came, row='moved')};",
            "OLD TABLE AS gone NEW TABLE AS made",
        ),
        "DELETE": (f"{_added('gone', '-')};", "OLD TABLE AS gone"),
    }
    statements = []
    for event, (body, tables) in plans.items():
        name = f"count_{event.lower()}"
        statements += [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$",
            f"CREATE TRIGGER {name} AFTER {event} ON messages REFERENCING {tables}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ]
    return statements
