"""Templates, blasts, conversations, messages, closed numbers and raw webhooks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "templates",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=120), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("needs_opt_out_words", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_templates_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_templates_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
        sa.UniqueConstraint("organization_id", "key", name=op.f("uq_templates_organization_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_templates_organization_id"), "templates", ["organization_id"], unique=False)
    op.create_table(
        "webhook_events",
        sa.Column(
            "kind",
            sa.Enum("inbound", "status", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("dedupe_key", sa.String(length=100), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=True),
        sa.Column("params", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("try_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_webhook_events_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_webhook_events_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_events")),
        sa.UniqueConstraint(
            "organization_id", "kind", "dedupe_key", name=op.f("uq_webhook_events_organization_id_kind_dedupe_key")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_webhook_events_organization_id"), "webhook_events", ["organization_id"], unique=False)
    op.create_index("ix_webhook_events_pending", "webhook_events", ["processed_at", "id"], unique=False)
    op.create_table(
        "template_versions",
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=1600), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_template_versions_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_template_versions_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["templates.id"],
            name=op.f("fk_template_versions_template_id_templates"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_versions")),
        sa.UniqueConstraint(
            "template_id", "language", "version", name=op.f("uq_template_versions_template_id_language_version")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_template_versions_organization_id"), "template_versions", ["organization_id"], unique=False
    )
    op.create_table(
        "blasts",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("ask_action_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column(
            "track",
            sa.Enum(
                "came", "left_early", "did_not_come", name="track", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("bodies", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("fields", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "needs_review",
                "scheduled",
                "sending",
                "paused",
                "done",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("paused_because", sa.String(length=300), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("excluded", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("submit_key", sa.String(length=64), nullable=False),
        sa.Column("sent_by_user_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_user_id", sa.Integer(), nullable=True),
        sa.Column("hand_off_note", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_blasts_action_id_actions")),
        sa.ForeignKeyConstraint(
            ["approved_by_user_id"], ["users.id"], name=op.f("fk_blasts_approved_by_user_id_users")
        ),
        sa.ForeignKeyConstraint(["ask_action_id"], ["actions.id"], name=op.f("fk_blasts_ask_action_id_actions")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_blasts_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_blasts_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_blasts_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_blasts_program_id_programs")),
        sa.ForeignKeyConstraint(["sent_by_user_id"], ["users.id"], name=op.f("fk_blasts_sent_by_user_id_users")),
        sa.ForeignKeyConstraint(["template_id"], ["templates.id"], name=op.f("fk_blasts_template_id_templates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blasts")),
        sa.UniqueConstraint("organization_id", "submit_key", name=op.f("uq_blasts_organization_id_submit_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_blasts_action", "blasts", ["organization_id", "action_id"], unique=False)
    op.create_index(op.f("ix_blasts_organization_id"), "blasts", ["organization_id"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "needs_reply",
                "waiting",
                "done",
                "opted_out",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("assigned_to_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_inbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_message_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_body", sa.String(length=200), nullable=False),
        sa.Column("last_intent", sa.String(length=20), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_conversations_action_id_actions")),
        sa.ForeignKeyConstraint(["assigned_to_id"], ["users.id"], name=op.f("fk_conversations_assigned_to_id_users")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_conversations_contact_id_contacts")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_conversations_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_conversations_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("organization_id", "phone", name=op.f("uq_conversations_organization_id_phone")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_conversations_latest", "conversations", ["organization_id", "last_message_at"], unique=False)
    op.create_index(op.f("ix_conversations_organization_id"), "conversations", ["organization_id"], unique=False)
    op.create_index(
        "ix_conversations_waiting", "conversations", ["organization_id", "state", "waiting_since"], unique=False
    )
    op.create_table(
        "messages",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("blast_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum("in", "out", name="direction", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("our_phone", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("encoding", sa.String(length=8), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "claimed",
                "uncertain",
                "held",
                "skipped",
                "accepted",
                "sending",
                "sent",
                "delivered",
                "undelivered",
                "failed",
                "canceled",
                "received",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt_id", sa.String(length=36), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("provider_sid", sa.String(length=40), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.Column("sent_by_user_id", sa.Integer(), nullable=True),
        sa.Column("submit_key", sa.String(length=64), nullable=True),
        sa.Column("is_stop_confirmation", sa.Boolean(), nullable=False),
        sa.Column("intent", sa.String(length=20), nullable=False),
        sa.Column("intent_effect", sa.String(length=120), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_messages_action_id_actions")),
        sa.ForeignKeyConstraint(["blast_id"], ["blasts.id"], name=op.f("fk_messages_blast_id_blasts")),
        sa.ForeignKeyConstraint(["consent_id"], ["consents.id"], name=op.f("fk_messages_consent_id_consents")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_messages_contact_id_contacts")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_messages_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_messages_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_messages_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["sent_by_user_id"], ["users.id"], name=op.f("fk_messages_sent_by_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_messages_attempt_id")),
        sa.UniqueConstraint("blast_id", "phone", name=op.f("uq_messages_blast_id_phone")),
        sa.UniqueConstraint("organization_id", "submit_key", name=op.f("uq_messages_organization_id_submit_key")),
        sa.UniqueConstraint("provider_sid", name=op.f("uq_messages_provider_sid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_contact", "messages", ["organization_id", "contact_id", "at"], unique=False)
    op.create_index("ix_messages_conversation", "messages", ["organization_id", "conversation_id", "id"], unique=False)
    op.create_index(op.f("ix_messages_organization_id"), "messages", ["organization_id"], unique=False)
    op.create_index("ix_messages_phone", "messages", ["organization_id", "phone", "at"], unique=False)
    op.create_index(
        "ix_messages_queue", "messages", ["status", "organization_id", "blast_id", "send_after", "id"], unique=False
    )
    op.create_table(
        "opt_outs",
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "stop_reply",
                "wrong_number",
                "hostile",
                "provider",
                "import",
                "staff",
                "held",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=1600), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_because", sa.String(length=300), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_user_id"], ["users.id"], name=op.f("fk_opt_outs_by_user_id_users")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_opt_outs_created_by_id_users")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_opt_outs_message_id_messages")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_opt_outs_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_outs")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_opt_outs_organization_id"), "opt_outs", ["organization_id"], unique=False)
    op.create_index("ix_opt_outs_phone", "opt_outs", ["organization_id", "phone", "lifted_at"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("opt_outs")
    op.drop_table("messages")
    op.drop_table("conversations")
    op.drop_table("blasts")
    op.drop_table("template_versions")
    op.drop_table("webhook_events")
    op.drop_table("templates")
