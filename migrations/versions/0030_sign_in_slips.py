"""Sheets of paper, and the slips of every way in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None
METHODS = ("door_tap", "qr_self", "kiosk", "text_code", "paper", "import", "join_link", "host_estimate")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _owned() -> list[sa.Column]:
    return [
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
    ]


def _keys(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f(f"fk_{table}_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f(f"fk_{table}_action_id_actions"), ondelete="CASCADE"
        ),
    ]


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "paper_sheets",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("state", _enum("state", "typing", "finished"), nullable=False),
        sa.Column("has_consent", sa.Boolean(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        *_owned(),
        *_keys("paper_sheets"),
        sa.UniqueConstraint("action_id", "page_number", name=op.f("uq_paper_sheets_action_id_page_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_paper_sheets_organization_id"), "paper_sheets", ["organization_id"])
    op.create_table(
        "sign_in_slips",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("row_number", sa.Integer(), nullable=True),
        sa.Column("client_ref", sa.String(length=36), nullable=False),
        sa.Column("method", _enum("method", *METHODS), nullable=False),
        sa.Column("state", _enum("state", "waiting", "settled", "review"), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tapped_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("is_new_person", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("needs", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("consent", sa.String(length=12), nullable=False),
        sa.Column("brought_by", sa.String(length=36), nullable=False),
        *_owned(),
        *_keys("sign_in_slips"),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["door_devices.id"],
            name=op.f("fk_sign_in_slips_device_id_door_devices"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["paper_sheets.id"], name=op.f("fk_sign_in_slips_sheet_id_paper_sheets"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_sign_in_slips_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("organization_id", "client_ref", name=op.f("uq_sign_in_slips_organization_id_client_ref")),
        sa.UniqueConstraint("sheet_id", "row_number", name=op.f("uq_sign_in_slips_sheet_id_row_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sign_in_slips_action", "sign_in_slips", ["action_id", "contact_id"])
    for name, columns, condition in (
        ("ix_sign_in_slips_contact", ["contact_id"], "contact_id IS NOT NULL"),
        ("ix_sign_in_slips_unsettled", ["organization_id", "state", "id"], "state <> 'settled'"),
    ):
        where = sa.text(condition)
        op.create_index(name, "sign_in_slips", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("sign_in_slips")
    op.drop_table("paper_sheets")
