"""What a board counts is found in indexes: nobody reads a million texts to say how many people answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

HAS_BLAST = sa.text("blast_id IS NOT NULL")
TALKS = ("organization_id", "campaign_id", "met_at", "logged_at", "contact_id")
INDEXES = {
    "ix_sign_ins_arrived": ("sign_ins", ["organization_id", "action_id", "arrived_at", "contact_id"]),
    "ix_commitments_answered": (
        "commitments",
        ["organization_id", "answered_at", "kind", "answer", "action_id", "contact_id"],
    ),
    "ix_commitments_campaign": (
        "commitments",
        ["organization_id", "campaign_id", "outcome", "kind", "closed_at", "asked_by_user_id", "contact_id"],
    ),
    "ix_commitments_closed": (
        "commitments",
        [
            *("organization_id", "action_id", "outcome", "kind", "closed_at"),
            *("campaign_id", "asked_by_user_id", "contact_id"),
        ],
    ),
    "ix_blast_answers_people": ("blast_answers", ["organization_id", "blast_id", "has_written", "at", "contact_id"]),
}
FOLLOWED = "UPDATE blast_answers SET contact_id = NEW.contact_id WHERE message_id = NEW.id;"


def upgrade() -> None:
    """Write beside each answer whose it is, kept by the database, and index what boards count."""
    op.add_column("blast_answers", sa.Column("contact_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE blast_answers SET contact_id ="
        " (SELECT messages.contact_id FROM messages WHERE messages.id = blast_answers.message_id)"
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER answer_of AFTER UPDATE OF contact_id ON messages FOR EACH ROW"
            f" WHEN OLD.contact_id IS NOT NEW.contact_id BEGIN {FOLLOWED} END"
        )
    else:
        op.execute(
            f"CREATE FUNCTION answer_of() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {FOLLOWED} RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER answer_of AFTER UPDATE OF contact_id ON messages FOR EACH ROW"
            " WHEN (OLD.contact_id IS DISTINCT FROM NEW.contact_id) EXECUTE FUNCTION answer_of()"
        )
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    op.create_index(
        "ix_messages_blast_people",
        "messages",
        ["organization_id", "blast_id", "status", "contact_id"],
        sqlite_where=HAS_BLAST,
        postgresql_where=HAS_BLAST,
    )
    op.drop_index("ix_one_on_ones_campaign", table_name="one_on_ones")
    op.create_index("ix_one_on_ones_campaign", "one_on_ones", [*TALKS, "organizer_user_id"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_index("ix_one_on_ones_campaign", table_name="one_on_ones")
    op.create_index("ix_one_on_ones_campaign", "one_on_ones", [*TALKS])
    op.drop_index("ix_messages_blast_people", table_name="messages")
    for name, (table, _columns) in reversed(INDEXES.items()):
        op.drop_index(name, table_name=table)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(f"DROP TRIGGER answer_of{'' if is_sqlite else ' ON messages'}")
    if not is_sqlite:
        op.execute("DROP FUNCTION answer_of()")
    op.drop_column("blast_answers", "contact_id")
