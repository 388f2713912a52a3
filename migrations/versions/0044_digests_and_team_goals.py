"""Goals of a team (a turf's people), and what each week came to, told to each on Monday."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Let a goal be a turf's, and make the table of digests."""
    with op.batch_alter_table("goals") as table:
        table.add_column(sa.Column("turf_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_goals_turf_id_turfs"), "turfs", ["turf_id"], ["id"])
    op.create_table(
        "digests",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("week_starts_on", sa.Date(), nullable=False),
        sa.Column("figures", JSON, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_digests_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_digests_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_digests_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("user_id", "week_starts_on", name=op.f("uq_digests_user_id_week_starts_on")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_digests_organization_id"), "digests", ["organization_id"])


def downgrade() -> None:
    """Drop the table; a team's goals go with the column, for nobody else's they are."""
    op.drop_table("digests")
    op.execute("DELETE FROM goals WHERE turf_id IS NOT NULL")
    with op.batch_alter_table("goals") as table:
        table.drop_constraint(op.f("fk_goals_turf_id_turfs"), type_="foreignkey")
        table.drop_column("turf_id")
