"""Bulk acts that move people on the ladder."""

from __future__ import annotations

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KINDS = ("import", "blast", "merge", "tagging", "sign_ins", "list", "assigning", "hand_over")
NEW_KIND = "stages"


def upgrade() -> None:
    """Let batches be of the new kind."""
    _allow_kinds(*KINDS, NEW_KIND)


def downgrade() -> None:
    """Forbid it again; its batches go, and the moves of people stay."""
    op.execute("UPDATE stage_changes SET batch_id = NULL")
    op.execute(f"DELETE FROM batches WHERE kind = '{NEW_KIND}'")  # noqa: S608 - a word from above
    _allow_kinds(*KINDS)


def _allow_kinds(*kinds: str) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("batches", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(op.f("ck_batches_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_batches_kind"), f"kind IN ({words})")
