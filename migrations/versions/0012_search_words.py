"""The words people are found by, each row its own index; the distinct words; the ends of numbers; the order of lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from crm.contacts.models.tokens import START
from crm.contacts.names import sort_key
from crm.contacts.tokens import local_of, national_digits, tail_of, tokens_of_names

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BATCH = 5000
NAMES = ("first_name", "middle_name", "last_name", "chosen_name", "name_phonetic")
CONTACTS = sa.table("contacts", *map(sa.column, ("id", "organization_id", *NAMES)))
ORDERED = sa.table("contacts", sa.column("id"), sa.column("sort_key"))
LINKS = sa.table("contact_point_links", *map(sa.column, ("organization_id", "contact_id", "point_id")))
POINTS = sa.table("contact_points", *map(sa.column, ("id", "value")))
ENDED = sa.table("contact_points", *map(sa.column, ("id", "local", "tail")))


CURRENT = "merged_into_id IS NULL AND archived_at IS NULL"


def _folded(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the words anew from the names, and the ends from the values."""
    _order_people()
    _end_points()
    op.drop_table("name_tokens")
    tokens = op.create_table(
        "name_tokens",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", _folded(100), nullable=False),
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "token", "contact_id", name=op.f("pk_name_tokens")),
        sqlite_with_rowid=False,
    )
    known = op.create_table(
        "name_words",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", _folded(4), nullable=False),
        sa.Column("word", _folded(100), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "start", "word", name=op.f("pk_name_words")),
        sqlite_with_rowid=False,
    )
    _fill_words(tokens, known)


def downgrade() -> None:
    """Put the table of before back, with the words of names and numbers."""
    op.drop_index("ix_contact_points_tail", "contact_points")
    op.drop_index("ix_contact_points_local", "contact_points")
    with op.batch_alter_table("contact_points") as table:
        table.drop_column("tail")
        table.drop_column("local")
    op.drop_index("ix_contacts_talked", "contacts")
    op.drop_index("ix_contacts_owner", "contacts")
    op.drop_index("ix_contacts_by_name", "contacts")
    with op.batch_alter_table("contacts") as table:
        table.drop_column("sort_key")
    op.create_index("ix_contacts_owner", "contacts", ["organization_id", "owner_user_id"])
    op.drop_table("name_words")
    op.drop_table("name_tokens")
    before = _table_of_before()
    for people in _batches(CONTACTS):
        _fill_before(before, people)


def _batches(table: sa.TableClause) -> Iterator[list[sa.Row[Any]]]:
    """All rows of a table in the order of their ids, a batch at a time."""
    last = 0
    while True:
        query = sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(BATCH)
        rows = list(op.get_bind().execute(query))
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _order_people() -> None:
    with op.batch_alter_table("contacts") as table:
        table.add_column(sa.Column("sort_key", _folded(100), nullable=False, server_default=""))
    update = sa.update(ORDERED).where(ORDERED.c.id == sa.bindparam("row")).values(sort_key=sa.bindparam("key"))
    for people in _batches(CONTACTS):
        rows = [{"row": p.id, "key": sort_key(p.last_name, p.first_name)} for p in people]
        op.get_bind().execute(update, rows)
    op.drop_index("ix_contacts_owner", "contacts")
    _index("ix_contacts_by_name", "contacts", ["sort_key", "id"], CURRENT)
    _index(
        "ix_contacts_owner", "contacts", ["owner_user_id", "sort_key", "id"], f"owner_user_id IS NOT NULL AND {CURRENT}"
    )
    _index("ix_contacts_talked", "contacts", ["last_contact_at"], "last_contact_at IS NOT NULL")


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, ["organization_id", *columns], sqlite_where=where, postgresql_where=where)


def _end_points() -> None:
    with op.batch_alter_table("contact_points") as table:
        table.add_column(sa.Column("local", _folded(7), nullable=False, server_default=""))
        table.add_column(sa.Column("tail", _folded(254), nullable=False, server_default=""))
    update = (
        sa.update(ENDED)
        .where(ENDED.c.id == sa.bindparam("row"))
        .values(local=sa.bindparam("its_local"), tail=sa.bindparam("its_tail"))
    )
    for points in _batches(POINTS):
        rows = [{"row": p.id, "its_local": local_of(p.value), "its_tail": tail_of(p.value)} for p in points]
        op.get_bind().execute(update, rows)
    _index("ix_contact_points_local", "contact_points", ["local"], "local <> ''")
    op.create_index("ix_contact_points_tail", "contact_points", ["organization_id", "tail"])


def _fill_words(tokens: sa.Table, known: sa.Table) -> None:
    words: set[tuple[int, str]] = set()
    for people in _batches(CONTACTS):
        rows = sorted((p.organization_id, token, p.id) for p in people for token in tokens_of_names(p))
        if rows:
            made = [{"organization_id": row[0], "token": row[1], "contact_id": row[2]} for row in rows]
            op.get_bind().execute(sa.insert(tokens), made)
        words.update((row[0], row[1]) for row in rows)
    distinct = sorted(words)
    for start in range(0, len(distinct), BATCH):
        made = [{"organization_id": o, "start": w[:START], "word": w} for o, w in distinct[start : start + BATCH]]
        op.get_bind().execute(sa.insert(known), made)


def _fill_before(before: sa.Table, people: list[sa.Row[Any]]) -> None:
    """The words of these people's names and the digits of their numbers, as they were kept."""
    tokens = {(p.organization_id, p.id, token) for p in people for token in tokens_of_names(p)}
    ids = [p.id for p in people]
    query = sa.select(LINKS.c.organization_id, LINKS.c.contact_id, POINTS.c.value).where(
        POINTS.c.id == LINKS.c.point_id, LINKS.c.contact_id.in_(ids), POINTS.c.value.like("+%")
    )
    for organization_id, contact_id, value in op.get_bind().execute(query):
        digits = national_digits(value)
        tokens.update((organization_id, contact_id, part) for part in (digits, digits[-7:], digits[-4:]))
    now = datetime.now(UTC)
    rows = [
        {"organization_id": o, "contact_id": c, "token": token, "created_at": now, "updated_at": now}
        for o, c, token in sorted(tokens)
    ]
    if rows:
        op.get_bind().execute(sa.insert(before), rows)


def _table_of_before() -> sa.Table:
    table = op.create_table(
        "name_tokens",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("token", _folded(100), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_name_tokens_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_name_tokens_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_name_tokens_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_tokens")),
        sa.UniqueConstraint("contact_id", "token", name=op.f("uq_name_tokens_contact_id_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_name_tokens_organization_id"), "name_tokens", ["organization_id"], unique=False)
    op.create_index("ix_name_tokens_token", "name_tokens", ["organization_id", "token", "contact_id"], unique=False)
    return table
