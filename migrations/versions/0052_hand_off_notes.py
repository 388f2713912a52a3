"""Notes for the next shift are kept with who left them and when; a column of blasts that nothing wrote goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and drop the column."""
    op.drop_column("blasts", "hand_off_note")
    op.create_table(
        "hand_off_notes",
        sa.Column("blast_id", sa.Integer(), nullable=True),
        sa.Column("bodies", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["blast_id"], ["blasts.id"], name=op.f("fk_hand_off_notes_blast_id_blasts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_hand_off_notes_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_hand_off_notes_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_off_notes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hand_off_notes_blast", "hand_off_notes", ["organization_id", "blast_id", "id"], unique=False)
    op.create_index(op.f("ix_hand_off_notes_organization_id"), "hand_off_notes", ["organization_id"], unique=False)


def downgrade() -> None:
    """Drop it again, and give the column back."""
    op.add_column("blasts", sa.Column("hand_off_note", sa.Text(), nullable=False, server_default=""))
    op.drop_table("hand_off_notes")
