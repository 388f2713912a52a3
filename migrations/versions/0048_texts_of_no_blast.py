"""The texts of sequences and asks have an index of their own: how often somebody is texted is asked before each text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    alone = sa.text("origin IN ('ask', 'sequence')")
    op.create_index(
        "ix_messages_alone",
        "messages",
        ["organization_id", "phone", "at"],
        sqlite_where=alone,
        postgresql_where=alone,
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_index("ix_messages_alone", "messages")
