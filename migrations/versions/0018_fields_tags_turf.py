"""Custom fields, groups and colours of tags, turf with its history, and the bulk acts that give people to organizers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = ("import", "blast", "merge", "tagging", "sign_ins", "list")
NEW_KINDS = ("assigning", "hand_over")


def upgrade() -> None:
    """Make the tables and columns."""
    _allow_kinds(*KINDS, *NEW_KINDS)
    _tags()
    op.create_table("custom_fields", *_custom_field_columns(), *_owned("custom_fields"), sqlite_autoincrement=True)
    op.create_index(op.f("ix_custom_fields_organization_id"), "custom_fields", ["organization_id"])
    op.create_table("turfs", *_turf_columns(), *_owned("turfs"), sqlite_autoincrement=True)
    op.create_index(op.f("ix_turfs_organization_id"), "turfs", ["organization_id"])
    op.create_table("turf_assignments", *_assignment_columns(), *_owned("turf_assignments"), sqlite_autoincrement=True)
    op.create_index(op.f("ix_turf_assignments_organization_id"), "turf_assignments", ["organization_id"])
    op.create_index("ix_turf_assignments_turf", "turf_assignments", ["organization_id", "turf_id"])
    op.execute(
        "ALTER TABLE contacts ADD COLUMN turf_id INTEGER CONSTRAINT fk_contacts_turf_id_turfs REFERENCES turfs (id)"
    )
    held = sa.text("turf_id IS NOT NULL AND merged_into_id IS NULL AND archived_at IS NULL")
    columns = ["organization_id", "turf_id", "sort_key", "id"]
    op.create_index("ix_contacts_turf", "contacts", columns, sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    """Drop them again; bulk acts of the new kinds go with them."""
    op.drop_index("ix_contacts_turf", table_name="contacts")
    op.drop_column("contacts", "turf_id")
    op.drop_table("turf_assignments")
    op.drop_table("turfs")
    op.drop_table("custom_fields")
    op.drop_index("ix_taggings_contact", table_name="taggings")
    for column in ("archived_at", "description", "color"):
        op.drop_column("tags", column)
    for kind in NEW_KINDS:
        of_kind = f"(SELECT id FROM batches WHERE kind = '{kind}')"  # noqa: S608 - a word from above
        op.execute(f"DELETE FROM batch_changes WHERE batch_id IN {of_kind}")  # noqa: S608
        op.execute(f"DELETE FROM batches WHERE kind = '{kind}'")  # noqa: S608
    _allow_kinds(*KINDS)


def _allow_kinds(*kinds: str) -> None:
    """Let batches be of these kinds."""
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("batches", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(op.f("ck_batches_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_batches_kind"), f"kind IN ({words})")


def _tags() -> None:
    op.add_column("tags", sa.Column("color", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("tags", sa.Column("description", sa.String(length=300), nullable=False, server_default=""))
    op.add_column("tags", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_taggings_contact", "taggings", ["contact_id", "tag_id"])


def _json() -> sa.JSON:
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _kind(*kinds: str) -> sa.Column[str]:
    words = sa.Enum(*kinds, name="kind", native_enum=False, create_constraint=True, length=32)
    return sa.Column("kind", words, nullable=False)


def _owned(table: str) -> list[sa.schema.SchemaItem]:
    """What every row of an organization has."""
    return [
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f(f"fk_{table}_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _custom_field_columns() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("label_es", sa.String(length=100), nullable=False),
        _kind("text", "number", "date", "choice", "many_choices", "yes_no"),
        sa.Column("choices", _json(), nullable=False),
        sa.Column("help", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("misfit_count", sa.Integer(), nullable=False),
        sa.Column("misfits", _json(), nullable=False),
        sa.UniqueConstraint("organization_id", "key", name=op.f("uq_custom_fields_organization_id_key")),
    ]


def _turf_columns() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("name", sa.String(length=100), nullable=False),
        _kind("list", "geo", "network", "site"),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("organizer_user_id", sa.Integer(), nullable=True),
        sa.Column("postal_codes", _json(), nullable=False),
        sa.Column("ocd_id", sa.String(length=200), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organizer_user_id"], ["users.id"], name=op.f("fk_turfs_organizer_user_id_users")),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_turfs_organization_id_name")),
    ]


def _assignment_columns() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("turf_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["turf_id"], ["turfs.id"], name=op.f("fk_turf_assignments_turf_id_turfs"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_turf_assignments_user_id_users")),
    ]
