"""Indexes that are walked from their newest end to find whom to sit down with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

WALKED = (
    ("ix_sign_ins_lately", "sign_ins", ["organization_id", "arrived_at", "contact_id"], None),
    ("ix_one_on_ones_met", "one_on_ones", ["organization_id", "met_at", "contact_id"], None),
    ("ix_commitments_broken", "commitments", ["organization_id", "closed_at", "contact_id"], "outcome = 'broken'"),
    ("ix_commitment_events_texted", "commitment_events", ["organization_id", "at"], "message_id IS NOT NULL"),
)
"""Name, table, columns, and of which rows alone."""


def upgrade() -> None:
    """Make the indexes."""
    for name, table, columns, rows in WALKED:
        some = {f"{dialect}_where": sa.text(rows) for dialect in ("sqlite", "postgresql")} if rows else {}
        op.create_index(name, table, columns, unique=False, **some)


def downgrade() -> None:
    """Drop them again."""
    for name, table, _columns, _rows in WALKED:
        op.drop_index(name, table_name=table)
