"""Who else was there when somebody sat down with a minor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the second adult of a one-on-one."""
    op.add_column("one_on_ones", sa.Column("second_adult", sa.String(100), nullable=False, server_default=""))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("one_on_ones", "second_adult")
