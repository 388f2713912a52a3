"""How likely two records are one person, and whether that is certain."""

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


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("duplicate_suggestions", "is_certain")
    op.drop_column("duplicate_suggestions", "score")
