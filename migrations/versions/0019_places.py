"""Divisions that organizations add, and which divisions people live in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def _folded(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _owned(table: str) -> list[sa.schema.SchemaItem]:
    """What every row of an organization has."""
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


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "own_divisions",
        sa.Column("ocd_id", _folded(200), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        *_owned("own_divisions"),
        sa.UniqueConstraint("organization_id", "ocd_id", name=op.f("uq_own_divisions_organization_id_ocd_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_own_divisions_organization_id"), "own_divisions", ["organization_id"])
    sources = sa.Enum(
        "address", "own_word", "import", name="source", native_enum=False, create_constraint=True, length=32
    )
    op.create_table(
        "contact_divisions",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("ocd_id", _folded(200), nullable=False),
        sa.Column("source", sources, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        *_owned("contact_divisions"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_contact_divisions_batch_id_batches")),
        sa.ForeignKeyConstraint(["by_user_id"], ["users.id"], name=op.f("fk_contact_divisions_by_user_id_users")),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_contact_divisions_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("contact_id", "ocd_id", name=op.f("uq_contact_divisions_contact_id_ocd_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_divisions_organization_id"), "contact_divisions", ["organization_id"])
    op.create_index("ix_contact_divisions_place", "contact_divisions", ["organization_id", "ocd_id", "contact_id"])


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("contact_divisions")
    op.drop_table("own_divisions")
