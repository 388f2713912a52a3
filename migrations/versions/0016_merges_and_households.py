"""Joined records with what each step did, households, and numbers that are no longer somebody's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


# What a merge looks for by person, and nothing found by person before.
PLAIN = (
    ("ix_webinar_presences_contact", "webinar_presences", "contact_id"),
    ("ix_tasks_contact", "tasks", "contact_id"),
    ("ix_conversations_contact", "conversations", "contact_id"),
    ("ix_duplicate_suggestions_other", "duplicate_suggestions", "other_id"),
)
FEW = (
    ("ix_contacts_merged_into", "contacts", "merged_into_id"),
    ("ix_contacts_recruited_by", "contacts", "recruited_by_id"),
    ("ix_sign_ins_brought_by", "sign_ins", "brought_by_id"),
)
"""Columns that few rows fill: only those are indexed."""


def upgrade() -> None:
    """Let a batch note removed rows and a link be past; make the tables of merges and households."""
    _check_changes("created", "updated", "removed")
    op.add_column("contact_point_links", sa.Column("past_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "contact_merges",
        sa.Column("winner_id", sa.Integer(), nullable=False),
        sa.Column("loser_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("group_batch_id", sa.Integer(), nullable=True),
        *_owned("contact_merges"),
        _reference("contact_merges", "winner_id", "contacts", "CASCADE"),
        _reference("contact_merges", "loser_id", "contacts", "CASCADE"),
        _reference("contact_merges", "batch_id", "batches"),
        _reference("contact_merges", "group_batch_id", "batches"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_merges_organization_id"), "contact_merges", ["organization_id"])
    op.create_index("ix_contact_merges_winner", "contact_merges", ["winner_id"])
    op.create_index("ix_contact_merges_loser", "contact_merges", ["loser_id"])
    op.create_index("ix_contact_merges_group", "contact_merges", ["organization_id", "group_batch_id"])
    _create_households()
    for name, table, column in PLAIN:
        op.create_index(name, table, [column])
    for name, table, column in FEW:
        is_there = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=is_there, postgresql_where=is_there)


def _create_households() -> None:
    op.create_table(
        "households",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("postal_code", sa.String(length=20), nullable=False),
        sa.Column("young_children", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        *_owned("households"),
        _reference("households", "batch_id", "batches"),
        sa.CheckConstraint("young_children BETWEEN 0 AND 30", name=op.f("ck_households_young_children_in_range")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_households_organization_id"), "households", ["organization_id"])
    op.create_index("ix_households_name", "households", ["organization_id", "name"])
    op.create_table(
        "household_members",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("adult", "youth", "child", name="role", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        *_owned("household_members"),
        _reference("household_members", "household_id", "households", "CASCADE"),
        _reference("household_members", "contact_id", "contacts", "CASCADE"),
        _reference("household_members", "batch_id", "batches"),
        sa.UniqueConstraint("household_id", "contact_id", name=op.f("uq_household_members_household_id_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_household_members_organization_id"), "household_members", ["organization_id"])
    op.create_index("ix_household_members_contact", "household_members", ["contact_id"])


def downgrade() -> None:
    """Drop them again; what batches noted of removed rows goes too."""
    for name, table, _column in (*PLAIN, *FEW):
        op.drop_index(name, table_name=table)
    op.drop_table("household_members")
    op.drop_table("households")
    op.drop_table("contact_merges")
    op.drop_column("contact_point_links", "past_at")
    op.execute("DELETE FROM batch_changes WHERE change = 'removed'")
    _check_changes("created", "updated")


def _owned(table: str) -> list[sa.Column | sa.Constraint]:
    """The columns and constraints that every row of an organization has."""
    return [
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _reference(table, "organization_id", "organizations"),
        _reference(table, "created_by_id", "users"),
    ]


def _reference(table: str, column: str, target: str, on_delete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)


def _check_changes(*kinds: str) -> None:
    """Let `batch_changes.change` hold these kinds; SQLite, which cannot alter a constraint, copies the table."""
    rule = f"change IN ({', '.join(repr(kind) for kind in kinds)})"
    name = op.f("ck_batch_changes_change")
    with op.batch_alter_table("batch_changes", table_kwargs={"sqlite_autoincrement": True}) as changes:
        changes.drop_constraint(name, type_="check")
        changes.create_check_constraint(name, rule)
