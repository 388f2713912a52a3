"""One-on-ones and assessments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "one_on_ones",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("organizer_user_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "recruitment",
                "maintenance",
                "escalation",
                "check_in",
                "house_visit",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "in_person", "phone", "video", name="channel", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("issues", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("sealed_story", sa.Text(), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_ref", sa.String(length=36), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_one_on_ones_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_one_on_ones_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_one_on_ones_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_one_on_ones_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["organizer_user_id"], ["users.id"], name=op.f("fk_one_on_ones_organizer_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_on_ones")),
        sa.UniqueConstraint("organization_id", "client_ref", name=op.f("uq_one_on_ones_organization_id_client_ref")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_one_on_ones_contact", "one_on_ones", ["organization_id", "contact_id"], unique=False)
    op.create_index(op.f("ix_one_on_ones_organization_id"), "one_on_ones", ["organization_id"], unique=False)
    op.create_index(
        "ix_one_on_ones_organizer", "one_on_ones", ["organization_id", "organizer_user_id", "met_at"], unique=False
    )
    op.create_table(
        "assessments",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("one_on_one_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column(
            "evidence",
            sa.Enum(
                "said",
                "did_public_act",
                "moved_others",
                "kept_commitment",
                "declined",
                "opposed",
                name="evidence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_assessments_value_in_scale")),
        sa.ForeignKeyConstraint(["by_user_id"], ["users.id"], name=op.f("fk_assessments_by_user_id_users")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_assessments_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_assessments_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_assessments_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["one_on_one_id"],
            ["one_on_ones.id"],
            name=op.f("fk_assessments_one_on_one_id_one_on_ones"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_assessments_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assessments_contact", "assessments", ["organization_id", "contact_id", "at"], unique=False)
    op.create_index(op.f("ix_assessments_organization_id"), "assessments", ["organization_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("assessments")
    op.drop_table("one_on_ones")
