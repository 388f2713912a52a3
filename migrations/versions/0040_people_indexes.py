"""The few numbers that no text reaches, found without reading all: who may be texted is asked of everybody at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

IS_UNFIT = sa.text("(status = 'bad' OR NOT is_textable)")


def upgrade() -> None:
    """Index the numbers that are bad or take no texts."""
    op.create_index(
        "ix_contact_points_unfit",
        "contact_points",
        ["organization_id", "value"],
        sqlite_where=IS_UNFIT,
        postgresql_where=IS_UNFIT,
    )


def downgrade() -> None:
    """Take the index away."""
    op.drop_index("ix_contact_points_unfit", table_name="contact_points")
