"""A person's own yes to a partner organization, and who was received by it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "received_people",
        sa.Column("share_key", sa.String(length=32), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.Column("wording", sa.String(length=20), nullable=False),
        sa.Column(
            "how",
            sa.Enum("in_person", "phone", "paper", name="how", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("waiting", "taken", "dropped", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_received_people_contact_id_contacts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_received_people_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["organizations.id"], name=op.f("fk_received_people_from_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_received_people_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_people")),
        sa.UniqueConstraint("share_key", name=op.f("uq_received_people_share_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_received_people_contact", "received_people", ["contact_id"], unique=False)
    op.create_index(op.f("ix_received_people_organization_id"), "received_people", ["organization_id"], unique=False)
    op.create_index("ix_received_people_state", "received_people", ["organization_id", "state"], unique=False)
    op.create_table(
        "sharing_consents",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("share_key", sa.String(length=32), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.Column("wording", sa.String(length=20), nullable=False),
        sa.Column(
            "how",
            sa.Enum("in_person", "phone", "paper", name="how", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_sharing_consents_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_sharing_consents_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sharing_consents_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["organizations.id"], name=op.f("fk_sharing_consents_partner_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_consents")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sharing_consents_contact", "sharing_consents", ["contact_id"], unique=False)
    op.create_index(op.f("ix_sharing_consents_organization_id"), "sharing_consents", ["organization_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("sharing_consents")
    op.drop_table("received_people")
