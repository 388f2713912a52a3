"""Consent to be texted, and from where texts are sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "programs",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_programs_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_programs_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programs")),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_programs_organization_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_programs_organization_id"), "programs", ["organization_id"], unique=False)
    op.create_table(
        "sender_accounts",
        sa.Column(
            "kind",
            sa.Enum("twilio", "simulated", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("account_sid", sa.String(length=40), nullable=False),
        sa.Column("sealed_token", sa.Text(), nullable=False),
        sa.Column("messaging_service_sid", sa.String(length=40), nullable=False),
        sa.Column("provider_answers_keywords", sa.Boolean(), nullable=False),
        sa.Column("is_halted", sa.Boolean(), nullable=False),
        sa.Column("halted_because", sa.String(length=300), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_sender_accounts_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sender_accounts_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_accounts")),
        sa.UniqueConstraint(
            "organization_id", "account_sid", name=op.f("uq_sender_accounts_organization_id_account_sid")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sender_accounts_organization_id"), "sender_accounts", ["organization_id"], unique=False)
    op.create_table(
        "simulated_texts",
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("is_from_phone", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sid", sa.String(length=40), nullable=False),
        sa.Column("status_callback", sa.String(length=500), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_simulated_texts_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_simulated_texts_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulated_texts")),
        sa.UniqueConstraint("sid", name=op.f("uq_simulated_texts_sid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_simulated_texts_organization_id"), "simulated_texts", ["organization_id"], unique=False)
    op.create_index("ix_simulated_texts_phone", "simulated_texts", ["organization_id", "phone", "id"], unique=False)
    op.create_table(
        "sender_numbers",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["sender_accounts.id"],
            name=op.f("fk_sender_numbers_account_id_sender_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_sender_numbers_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sender_numbers_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_numbers")),
        sa.UniqueConstraint("account_id", "phone", name=op.f("uq_sender_numbers_account_id_phone")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sender_numbers_organization_id"), "sender_numbers", ["organization_id"], unique=False)
    op.create_table(
        "consents",
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("opted_in", "opted_out", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum(
                "web_form",
                "paper_sheet",
                "keyword",
                "verbal",
                "import_attested",
                "stop_reply",
                "staff",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("state <> 'opted_in' OR words <> ''", name=op.f("ck_consents_opt_in_has_words")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_consents_batch_id_batches")),
        sa.ForeignKeyConstraint(["by_user_id"], ["users.id"], name=op.f("fk_consents_by_user_id_users")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_consents_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_consents_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_consents_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_consents_program_id_programs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consents_contact", "consents", ["organization_id", "contact_id", "at"], unique=False)
    op.create_index(op.f("ix_consents_organization_id"), "consents", ["organization_id"], unique=False)
    op.create_index("ix_consents_phone", "consents", ["organization_id", "phone"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("consents")
    op.drop_table("sender_numbers")
    op.drop_table("simulated_texts")
    op.drop_table("sender_accounts")
    op.drop_table("programs")
