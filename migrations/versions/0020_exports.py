"""Files on their way out, from which size on they need approval, and finding what was done and seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
STATUS = sa.Enum(
    "requested",
    "approved",
    "refused",
    "taken",
    name="status",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    """Make the table, the setting and the indexes."""
    op.create_table(
        "exports",
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("scope", JSON, nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("status", STATUS, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_exports_created_by_id_users")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_exports_decided_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_exports_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_exports_status", "exports", ["organization_id", "status", "id"], unique=False)
    op.create_index(op.f("ix_exports_organization_id"), "exports", ["organization_id"], unique=False)
    op.add_column("organizations", sa.Column("export_approval_size", sa.Integer(), nullable=True))
    op.execute("UPDATE organizations SET export_approval_size = 500")
    op.create_index("ix_audit_entries_at", "audit_entries", ["organization_id", "at", "id"], unique=False)
    op.create_index(
        "ix_audit_entries_actor", "audit_entries", ["organization_id", "actor_user_id", "at", "id"], unique=False
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_index("ix_audit_entries_actor", table_name="audit_entries")
    op.drop_index("ix_audit_entries_at", table_name="audit_entries")
    op.drop_column("organizations", "export_approval_size")
    op.drop_table("exports")
