"""Presence at actions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sign_ins",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("present", "left_early", name="outcome", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum(
                "door_tap",
                "qr_self",
                "kiosk",
                "text_code",
                "paper",
                "import",
                "join_link",
                "host_estimate",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("brought_by_id", sa.Integer(), nullable=True),
        sa.Column("client_ref", sa.String(length=36), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_sign_ins_action_id_actions")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_sign_ins_batch_id_batches")),
        sa.ForeignKeyConstraint(["brought_by_id"], ["contacts.id"], name=op.f("fk_sign_ins_brought_by_id_contacts")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_sign_ins_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_sign_ins_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sign_ins_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("action_id", "contact_id", name=op.f("uq_sign_ins_action_id_contact_id")),
        sa.UniqueConstraint("organization_id", "client_ref", name=op.f("uq_sign_ins_organization_id_client_ref")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sign_ins_contact", "sign_ins", ["organization_id", "contact_id"], unique=False)
    op.create_index(op.f("ix_sign_ins_organization_id"), "sign_ins", ["organization_id"], unique=False)
    op.create_table(
        "webinar_presences",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("raw_name", sa.String(length=200), nullable=False),
        sa.Column("raw_phone", sa.String(length=20), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_webinar_presences_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_webinar_presences_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_webinar_presences_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_webinar_presences_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_webinar_presences_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webinar_presences")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_webinar_presences_action", "webinar_presences", ["organization_id", "action_id"], unique=False)
    op.create_index(
        op.f("ix_webinar_presences_organization_id"), "webinar_presences", ["organization_id"], unique=False
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("webinar_presences")
    op.drop_table("sign_ins")
