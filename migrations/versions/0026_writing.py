"""An organization's own templates, and pictures that go with texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of pictures; let templates have names and be archived."""
    op.create_table(
        "pictures",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content_type", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_pictures_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_pictures_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("token", name=op.f("uq_pictures_token")),
        sa.UniqueConstraint("organization_id", "sha256", name=op.f("uq_pictures_organization_id_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pictures_organization_id"), "pictures", ["organization_id"])
    with op.batch_alter_table("blasts", table_kwargs={"sqlite_autoincrement": True}) as blasts:
        blasts.add_column(sa.Column("picture_id", sa.Integer(), nullable=True))
        blasts.create_foreign_key(op.f("fk_blasts_picture_id_pictures"), "pictures", ["picture_id"], ["id"])
    op.add_column("templates", sa.Column("name", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("templates", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("templates", "archived_at")
    op.drop_column("templates", "name")
    with op.batch_alter_table("blasts", table_kwargs={"sqlite_autoincrement": True}) as blasts:
        blasts.drop_constraint(op.f("fk_blasts_picture_id_pictures"), type_="foreignkey")
        blasts.drop_column("picture_id")
    op.drop_table("pictures")
