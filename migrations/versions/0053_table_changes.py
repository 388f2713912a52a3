"""How often each table that boards count from has changed, kept by triggers; links to boards of coalitions.

A number of a board holds until one of the tables moves that it is counted from.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

COUNTED = {
    "one_on_ones": "",
    "sign_ins": "",
    "commitments": "",
    "blast_answers": "",
    "blast_counts": "",
    "contacts": "turf_id, owner_user_id, archived_at, created_at",
    "blasts": "campaign_id, action_id",
    **dict.fromkeys(
        (
            *("actions", "campaigns", "milestones", "goals", "demands", "demand_outcomes", "budget_lines"),
            *("budget_figures", "line_figures", "reversals", "targets", "decision_makers", "lean_reports"),
            *("decisions", "roll_call_votes", "stage_changes", "stage_standings", "turnout_results"),
        ),
        "",
    ),
}
"""The tables, each with the columns whose change counts ("": every one)."""
MOVED = "INSERT INTO table_changes (organization_id, name, changes) VALUES (NEW.organization_id, 'messages', 1);"
"""A text that is another person's now; where texts are is seen in blast_counts."""
EVENTS = ("INSERT", "UPDATE", "DELETE")
LOOKED_AFTER = sa.text("owner_user_id IS NOT NULL OR turf_id IS NOT NULL")


def upgrade() -> None:
    """Make the table, let the database keep it, and index the people who are somebody's."""
    op.create_table(
        "table_changes",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_table_changes_organization_id_organizations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_table_changes_name", "table_changes", ["organization_id", "name"])
    make = _on_sqlite if op.get_bind().dialect.name == "sqlite" else _on_postgresql
    for table, columns in COUNTED.items():
        for event in EVENTS:
            for statement in make(table, event, columns):
                op.execute(statement)
    _watch_messages()
    if op.get_bind().dialect.name == "sqlite":
        _make_rows()
    op.create_index(
        "ix_contacts_looked_after",
        "contacts",
        ["organization_id", "id", "owner_user_id", "turf_id"],
        sqlite_where=LOOKED_AFTER,
        postgresql_where=LOOKED_AFTER,
    )

    _make_shares()


def _make_shares() -> None:
    op.create_table(
        "coalition_shares",
        sa.Column("coalition_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coalition_id"],
            ["coalitions.id"],
            name=op.f("fk_coalition_shares_coalition_id_coalitions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_coalition_shares_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_coalition_shares_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coalition_shares")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_coalition_shares_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coalition_shares_coalition", "coalition_shares", ["coalition_id"], unique=False)
    op.create_index(op.f("ix_coalition_shares_organization_id"), "coalition_shares", ["organization_id"], unique=False)


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("coalition_shares")
    op.drop_index("ix_contacts_looked_after", table_name="contacts")
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(f"DROP TRIGGER changed_messages{'' if is_sqlite else ' ON messages'}")
    op.execute("DROP TRIGGER count_changes" if is_sqlite else "DROP FUNCTION changed_messages()")
    for table in COUNTED:
        for event in EVENTS:
            op.execute(f"DROP TRIGGER {_name(table, event)}{'' if is_sqlite else f' ON {table}'}")
            if not is_sqlite:
                op.execute(f"DROP FUNCTION {_name(table, event)}()")
    op.drop_table("table_changes")


def _watch_messages() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER changed_messages AFTER UPDATE OF contact_id ON messages FOR EACH ROW"
            f" WHEN OLD.contact_id IS NOT NEW.contact_id BEGIN {_one_more('NEW', 'messages')} END"
        )
        return
    op.execute(
        f"CREATE FUNCTION changed_messages() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {MOVED} RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER changed_messages AFTER UPDATE OF contact_id ON messages FOR EACH ROW"
        " WHEN (OLD.contact_id IS DISTINCT FROM NEW.contact_id) EXECUTE FUNCTION changed_messages()"
    )


def _name(table: str, event: str) -> str:
    return f"changed_{table}_{event.lower()}"


def _on_sqlite(table: str, event: str, columns: str) -> list[str]:
    """One row of the counts for each table of an organization: SQLite has one writer, who waits for nobody."""
    row = "OLD" if event == "DELETE" else "NEW"
    of = f" OF {columns}" if columns and event == "UPDATE" else ""
    return [
        f"CREATE TRIGGER {_name(table, event)} AFTER {event}{of} ON {table} FOR EACH ROW BEGIN"
        f" {_one_more(row, table)} END"
    ]


def _one_more(row: str, table: str) -> str:
    key = f"organization_id = {row}.organization_id AND name = '{table}'"
    return f"UPDATE table_changes SET changes = changes + 1 WHERE {key};"  # noqa: S608 - our names


def _make_rows() -> None:
    """On SQLite every organization has its rows from the beginning, so that a change costs one small update."""
    names = ", ".join(f"('{table}')" for table in (*COUNTED, "messages"))
    rows = f"INSERT INTO table_changes (organization_id, name, changes) SELECT {{id}}, column1, 0 FROM (VALUES {names})"  # noqa: S608 - our names
    op.execute(f"{rows.format(id='o.id')} JOIN organizations o")
    op.execute(f"CREATE TRIGGER count_changes AFTER INSERT ON organizations BEGIN {rows.format(id='NEW.id')}; END")


def _on_postgresql(table: str, event: str, columns: str) -> list[str]:
    """A row for each statement: nobody waits for another's row, and the worker adds them up now and then."""
    name, seen = _name(table, event), "gone" if event == "DELETE" else "made"
    rows = f"REFERENCING {'OLD' if event == 'DELETE' else 'NEW'} TABLE AS {seen}"
    source = f"{seen} m"
    if columns and event == "UPDATE":
        rows += " OLD TABLE AS gone"
        moved = " OR ".join(f"o.{one} IS DISTINCT FROM m.{one}" for one in columns.split(", "))
        source += f" JOIN gone o ON o.id = m.id AND ({moved})"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"  # noqa: S608 - our names
        f" INSERT INTO table_changes (organization_id, name, changes)"
        f" SELECT DISTINCT m.organization_id, '{table}', 1 FROM {source}"
        f" JOIN organizations z ON z.id = m.organization_id; RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} {rows} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]
