"""Imports that run in the background; other systems' numbers; consent to e-mail; fewer and better indexes on people.

An index that begins with the organization finds nothing for a foreign key, which asks by person alone: deleting a million
people would read every table a million times.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from crm.contacts.names import name_key

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BATCH = 5000
CONTACTS = sa.table(
    "contacts",
    *map(sa.column, ("id", "first_name", "last_name", "name_key", "external_id")),
    sa.column("custom", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
)
BY_ORGANIZATION = (
    "batch_changes",
    "consents",
    "contact_notes",
    "contact_point_links",
    "contact_points",
    "contacts",
    "import_rows",
    "opt_outs",
    "taggings",
)
"""Tables whose every query is narrowed by more than the organization."""
BY_PERSON = {
    "ix_contact_notes_contact": ("contact_notes", ["contact_id"]),
    "ix_contact_point_links_point": ("contact_point_links", ["point_id"]),
}
"""Indexes that began with the organization."""
NEW = {
    "ix_import_rows_candidate": ("import_rows", ["candidate_id"]),
    "ix_import_rows_contact": ("import_rows", ["contact_id"]),
    "ix_import_rows_outcome": ("import_rows", ["run_id", "outcome", "position"]),
    "ix_assessments_person": ("assessments", ["contact_id"]),
    "ix_commitments_person": ("commitments", ["contact_id"]),
    "ix_consents_person": ("consents", ["contact_id"]),
    "ix_messages_person": ("messages", ["contact_id"]),
    "ix_one_on_ones_person": ("one_on_ones", ["contact_id"]),
    "ix_sign_ins_person": ("sign_ins", ["contact_id"]),
    "ix_messages_consent": ("messages", ["consent_id"]),
}
STATUSES = ("preview", "applied", "cancelled", "undone")
MORE_STATUSES = (
    "reading",
    "preview",
    "queued",
    "running",
    "applied",
    "cancelling",
    "cancelled",
    "undoing",
    "undone",
    "failed",
)


def upgrade() -> None:
    """Make the tables, the columns and the indexes, and fold the names."""
    for table in BY_ORGANIZATION:
        op.drop_index(f"ix_{table}_organization_id", table)
    for name, (table, columns) in BY_PERSON.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    for name, (table, columns) in NEW.items():
        op.create_index(name, table, columns)
    _order_changes("organization_id", "batch_id", "id")
    _people()
    _external_ids()
    _email_consents()
    _runs()


def downgrade() -> None:
    """Take them away again; files that wait to be applied are dropped."""
    op.drop_table("import_chunks")
    op.execute("UPDATE import_runs SET status = 'cancelled' WHERE status NOT IN ('preview', 'applied', 'undone')")
    op.drop_index("ix_import_runs_status", "import_runs")
    _statuses(STATUSES)
    op.add_column("import_runs", sa.Column("content", sa.LargeBinary(), nullable=True))
    for name in ("size", "options", "cursor", "done", "total", "error", "held_by", "held_until"):
        op.drop_column("import_runs", name)
    op.drop_table("email_consents")
    op.drop_table("external_ids")
    for name in ("name_key", "external_id", "batch"):
        op.drop_index(f"ix_contacts_{name}", "contacts")
    for name in ("name_key", "external_system", "external_id"):
        op.drop_column("contacts", name)
    _order_changes("organization_id", "batch_id")
    for name, (table_name, _columns) in NEW.items():
        op.drop_index(name, table_name)
    for name, (table_name, columns) in BY_PERSON.items():
        op.drop_index(name, table_name)
        op.create_index(name, table_name, ["organization_id", *columns])
    for table_name in BY_ORGANIZATION:
        op.create_index(f"ix_{table_name}_organization_id", table_name, ["organization_id"])


def _order_changes(*columns: str) -> None:
    """Let the changes of a batch be read in their order, a stretch at a time."""
    op.drop_index("ix_batch_changes_batch", "batch_changes")
    op.create_index("ix_batch_changes_batch", "batch_changes", list(columns))


def _people() -> None:
    folded = sa.String(100).with_variant(sa.String(100, collation="C"), "postgresql")
    for name, kind in (("name_key", folded), ("external_system", sa.String(40)), ("external_id", sa.String(100))):
        op.add_column("contacts", sa.Column(name, kind, nullable=False, server_default=""))
    _fold_names()
    op.create_index("ix_contacts_name_key", "contacts", ["organization_id", "name_key"])
    _partial("ix_contacts_external_id", ["organization_id", "external_id"], "external_id <> ''")
    _partial("ix_contacts_batch", ["batch_id", "id"], "batch_id IS NOT NULL")


def _partial(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "contacts", columns, sqlite_where=where, postgresql_where=where)


def _fold_names() -> None:
    """Fold the names, and put the numbers in other systems, which stood among the custom columns, into their own."""
    update = (
        sa.update(CONTACTS)
        .where(CONTACTS.c.id == sa.bindparam("row"))
        .values(name_key=sa.bindparam("key"), external_id=sa.bindparam("outside"), custom=sa.bindparam("rest"))
    )
    last = 0
    while True:
        query = sa.select(CONTACTS).where(CONTACTS.c.id > last).order_by(CONTACTS.c.id).limit(BATCH)
        people = list(op.get_bind().execute(query))
        if not people:
            return
        op.get_bind().execute(update, [_folded(person) for person in people])
        last = people[-1].id


def _folded(person: sa.Row) -> dict[str, object]:
    rest = dict(person.custom)
    outside = str(rest.pop("external_id", ""))[:100]
    return {"row": person.id, "key": name_key(person.first_name, person.last_name), "outside": outside, "rest": rest}


def _owned() -> list[sa.Column]:
    return [
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
    ]


def _keys(table: str, *others: tuple[str, str, str | None]) -> list[sa.Constraint]:
    """The primary key and the foreign keys of an owned table: (column, table, what happens on delete)."""
    keys = [("created_by_id", "users", None), ("organization_id", "organizations", None), *others]
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint([column], [f"{far}.id"], name=op.f(f"fk_{table}_{column}_{far}"), ondelete=ondelete)
            for column, far, ondelete in keys
        ),
    ]


def _external_ids() -> None:
    op.create_table(
        "external_ids",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        *_owned(),
        *_keys("external_ids", ("contact_id", "contacts", "CASCADE"), ("batch_id", "batches", None)),
        sa.UniqueConstraint("contact_id", "system", "value", name=op.f("uq_external_ids_contact_id_system_value")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_external_ids_value", "external_ids", ["organization_id", "value"])


def _email_consents() -> None:
    states = sa.Enum("opted_in", "opted_out", name="state", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "email_consents",
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        *_owned(),
        *_keys("email_consents", ("contact_id", "contacts", "SET NULL"), ("batch_id", "batches", None)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_email_consents_contact", "email_consents", ["contact_id"])
    op.create_index("ix_email_consents_email", "email_consents", ["organization_id", "email"])


def _runs() -> None:
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    _statuses(MORE_STATUSES)
    for name in ("size", "cursor", "done", "total"):
        op.add_column("import_runs", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("import_runs", sa.Column("options", json, nullable=False, server_default="{}"))
    op.add_column("import_runs", sa.Column("error", json, nullable=True))
    op.add_column("import_runs", sa.Column("held_by", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("import_runs", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_import_runs_status", "import_runs", ["status"])
    op.create_table(
        "import_chunks",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_owned(),
        *_keys("import_chunks", ("run_id", "import_runs", "CASCADE")),
        sa.UniqueConstraint("run_id", "number", name=op.f("uq_import_chunks_run_id_number")),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO import_chunks (run_id, number, content, organization_id, created_at, updated_at) "
        "SELECT id, 0, content, organization_id, created_at, updated_at FROM import_runs WHERE content IS NOT NULL"
    )
    op.drop_column("import_runs", "content")


def _statuses(words: tuple[str, ...]) -> None:
    """Another list of statuses; SQLite makes the table anew for it, without the CHECK of before."""
    check = f"status IN ({', '.join(repr(word) for word in words)})"
    if op.get_bind().dialect.name == "sqlite":
        settings = {"sqlite_autoincrement": True}
        with op.batch_alter_table("import_runs", recreate="always", table_kwargs=settings) as table:
            table.create_check_constraint(op.f("ck_import_runs_status"), check)
        return
    op.drop_constraint(op.f("ck_import_runs_status"), "import_runs", type_="check")
    op.create_check_constraint(op.f("ck_import_runs_status"), "import_runs", check)
