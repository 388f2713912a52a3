"""Segments and lists, and indexes that hold what segments ask of people, so that no row need be fetched to count them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WIDENED = {
    "commitments": (("organization_id", "contact_id"), ("asked_at", "answer", "outcome")),
    "sign_ins": (("organization_id", "contact_id"), ("arrived_at", "action_id")),
    "one_on_ones": (("organization_id", "contact_id"), ("met_at",)),
    "assessments": (("organization_id", "contact_id", "at"), ("value", "campaign_id")),
    "messages": (("organization_id", "contact_id", "at"), ("direction", "status")),
    "consents": (("organization_id", "contact_id", "at"), ("state", "phone")),
}
"""The index of each table by person: its columns before, and those that are added to it."""
KINDS = ("import", "blast", "merge", "tagging", "sign_ins")


def _owned() -> list[sa.Column]:
    return [
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
    ]


def _keys(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f(f"fk_{table}_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _allow_kinds(*kinds: str) -> None:
    names = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("batches", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(op.f("ck_batches_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_batches_kind"), f"kind IN ({names})")


def upgrade() -> None:
    """Make the tables, and let a batch be of kind list."""
    op.create_table(
        "segments",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("document", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        *_owned(),
        *_keys("segments"),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_segments_organization_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_segments_organization_id"), "segments", ["organization_id"])
    op.create_table(
        "lists",
        sa.Column("name", sa.String(length=120), nullable=False),
        *_owned(),
        *_keys("lists"),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_lists_organization_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_lists_organization_id"), "lists", ["organization_id"])
    op.create_table(
        "list_members",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        *_owned(),
        sa.ForeignKeyConstraint(
            ["list_id"], ["lists.id"], name=op.f("fk_list_members_list_id_lists"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_list_members_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_list_members_batch_id_batches")),
        *_keys("list_members"),
        sa.UniqueConstraint("list_id", "contact_id", name=op.f("uq_list_members_list_id_contact_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_list_members_organization_id"), "list_members", ["organization_id"])
    op.create_index("ix_list_members_contact", "list_members", ["organization_id", "contact_id"])
    _allow_kinds(*KINDS, "list")
    for table, (columns, more) in WIDENED.items():
        op.drop_index(f"ix_{table}_contact", table_name=table)
        op.create_index(f"ix_{table}_contact", table, [*columns, *more])


def downgrade() -> None:
    """Drop them again, and the batches of that kind with them."""
    for table, (columns, _more) in WIDENED.items():
        op.drop_index(f"ix_{table}_contact", table_name=table)
        op.create_index(f"ix_{table}_contact", table, list(columns))
    op.drop_table("list_members")
    op.drop_table("lists")
    op.drop_table("segments")
    op.execute("DELETE FROM batch_changes WHERE batch_id IN (SELECT id FROM batches WHERE kind = 'list')")
    op.execute("DELETE FROM batches WHERE kind = 'list'")
    _allow_kinds(*KINDS)
