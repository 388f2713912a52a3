"""How likely two records are one person, whether that is certain, and when everybody was searched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the likeness; what was suggested before has none yet and is asked about last."""
    op.add_column("duplicate_suggestions", sa.Column("score", sa.Float(), nullable=False, server_default="0"))
    is_certain = sa.Column("is_certain", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("duplicate_suggestions", is_certain)
    op.create_table(
        "duplicate_scans",
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_duplicate_scans_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_duplicate_scans_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_scans")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duplicate_scans_started", "duplicate_scans", ["organization_id", "started_at"])
    op.create_index(op.f("ix_duplicate_scans_organization_id"), "duplicate_scans", ["organization_id"])


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("duplicate_scans")
    op.drop_column("duplicate_suggestions", "is_certain")
    op.drop_column("duplicate_suggestions", "score")
