"""Who leads a user: to her the user's locked notes open, and to no other lead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

LEAD = "fk_users_lead_user_id_users"


def upgrade() -> None:
    """Let a user have a lead; nobody has one yet, so that all leads go on reading."""
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("lead_user_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f(LEAD), "users", ["lead_user_id"], ["id"])


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("users") as table:
        table.drop_constraint(op.f(LEAD), type_="foreignkey")
        table.drop_column("lead_user_id")
