"""Minors: what a guardian allowed of texts and photographs, and who else was there when somebody sat down with one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the column."""
    op.create_table(
        "permissions",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "about",
            sa.Enum("texts", "photographs", name="about", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("guardian", sa.String(length=100), nullable=False),
        sa.Column(
            "how",
            sa.Enum("paper", "spoken", "written", name="how", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_permissions_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_permissions_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_permissions_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permissions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_permissions_contact", "permissions", ["contact_id", "id"], unique=False)
    op.create_index(op.f("ix_permissions_organization_id"), "permissions", ["organization_id"], unique=False)
    op.add_column("one_on_ones", sa.Column("second_adult", sa.String(100), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("one_on_ones", "second_adult")
    op.drop_table("permissions")
