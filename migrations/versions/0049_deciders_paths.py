"""Staff of decision makers as records, how well somebody of ours knows them, and whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


KEEP = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Make the table; who was written as a line of words becomes a record."""
    op.create_table(
        "decider_staff",
        sa.Column("decision_maker_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_decider_staff_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["decision_maker_id"],
            ["decision_makers.id"],
            name=op.f("fk_decider_staff_decision_maker_id_decision_makers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_decider_staff_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decider_staff")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decider_staff_decision_maker", "decider_staff", ["decision_maker_id"], unique=False)
    op.create_index(op.f("ix_decider_staff_organization_id"), "decider_staff", ["organization_id"], unique=False)
    op.execute(
        "INSERT INTO decider_staff (decision_maker_id, name, role, phone, email, organization_id, created_at, updated_at,"
        " created_by_id) SELECT id, SUBSTR(staff, 1, 120), '', '', '', organization_id, created_at, updated_at,"
        " created_by_id FROM decision_makers WHERE staff <> ''"
    )
    op.drop_column("decision_makers", "staff")
    op.add_column("acquaintances", sa.Column("strength", sa.Integer(), nullable=False, server_default="2"))
    with op.batch_alter_table("acquaintances", table_kwargs=KEEP) as table:
        table.add_column(sa.Column("staff_member_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_acquaintances_staff_member_id_decider_staff"),
            "decider_staff",
            ["staff_member_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index("ix_acquaintances_staff_member", "acquaintances", ["staff_member_id"], unique=False)


def downgrade() -> None:
    """Drop it again; the first of somebody's staff stands as a line of words."""
    op.drop_index("ix_acquaintances_staff_member", table_name="acquaintances")
    with op.batch_alter_table("acquaintances", table_kwargs=KEEP) as table:
        table.drop_constraint(op.f("fk_acquaintances_staff_member_id_decider_staff"), type_="foreignkey")
        table.drop_column("staff_member_id")
    op.drop_column("acquaintances", "strength")
    op.add_column("decision_makers", sa.Column("staff", sa.String(length=300), nullable=False, server_default=""))
    op.execute(
        "UPDATE decision_makers SET staff = COALESCE((SELECT MIN(name) FROM decider_staff"
        " WHERE decider_staff.decision_maker_id = decision_makers.id), '')"
    )
    op.drop_table("decider_staff")
