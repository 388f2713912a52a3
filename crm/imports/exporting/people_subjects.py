"""Subjects of files out that are about people and the groups they are in."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select

from crm.contacts.models import (
    Contact,
    ContactMerge,
    ContactNote,
    CustomField,
    DuplicateSuggestion,
    ExternalId,
    Household,
    HouseholdMember,
    ListMember,
    Permission,
    Relationship,
    Segment,
    StaticList,
    Tag,
    Tagging,
    Turf,
    TurfAssignment,
)
from crm.core.errors import N_
from crm.imports.exporting.counting import count_people
from crm.imports.exporting.people import ALL_COLUMNS, CONTACT_KEYS, people
from crm.imports.exporting.subject import Subject, of_query, of_table
from crm.places.models import ContactDivision, OwnDivision


def of_people() -> Iterator[Subject]:
    """People, what is kept beside them, and their tags."""
    yield Subject(
        "contacts",
        N_("People"),
        ALL_COLUMNS,
        people,
        count_people,
        ("contacts", "contact_points", "contact_point_links"),
        keys=CONTACT_KEYS,
    )
    past = select(Contact.id, Contact.first_name, Contact.last_name, Contact.merged_into_id, Contact.archived_at).where(
        or_(Contact.merged_into_id.is_not(None), Contact.archived_at.is_not(None))
    )
    yield of_query("past_people", N_("People merged or archived"), past, Contact.id, (), Contact.id)
    yield of_table("notes", N_("Cells kept beside people"), ContactNote, "contact_id kind body", ContactNote.contact_id)
    yield of_table(
        "external_ids",
        N_("Further numbers in other systems"),
        ExternalId,
        "contact_id system value",
        ExternalId.contact_id,
    )
    tags = select(Tag.id, Tag.name, Tag.group_name, func.count(Tagging.id).label("people"))
    tags = tags.outerjoin(Tagging, Tagging.tag_id == Tag.id).group_by(Tag.id)
    yield of_query("tags", N_("Tags"), tags, Tag.id, ("tags",))
    taggings = select(Tagging.id, Tagging.contact_id, Tag.name.label("tag"), Tagging.created_at)
    taggings = taggings.join(Tag, Tag.id == Tagging.tag_id)
    yield of_query("taggings", N_("Who carries which tag"), taggings, Tagging.id, ("taggings",), Tagging.contact_id)


def of_permissions() -> Iterator[Subject]:
    """What was asked about texts to minors and about photographs, and who answered what."""
    yield of_table(
        "permissions",
        N_("Texts to minors, and photographs: who allowed what"),
        Permission,
        "contact_id about is_given guardian how words at created_by_id",
        Permission.contact_id,
    )


def of_relations() -> Iterator[Subject]:
    """Who may be one person, who was joined, and who lives together."""
    yield of_table(
        "duplicates",
        N_("Possible duplicates"),
        DuplicateSuggestion,
        "contact_id other_id reasons status decided_by_id created_at",
        DuplicateSuggestion.contact_id,
    )
    lives = select(HouseholdMember.id, HouseholdMember.contact_id, HouseholdMember.role, Household.name)
    lives = lives.add_columns(
        Household.street, Household.city, Household.state, Household.postal_code, Household.young_children
    ).join(Household, Household.id == HouseholdMember.household_id)
    yield of_query(
        "households",
        N_("Households"),
        lives,
        HouseholdMember.id,
        ("households", "household_members"),
        HouseholdMember.contact_id,
    )
    yield of_table(
        "relationships",
        N_("Who is close to whom"),
        Relationship,
        "contact_id other_id kind strength created_at",
        Relationship.contact_id,
    )
    yield of_table(
        "merges", N_("Records joined"), ContactMerge, "winner_id loser_id created_at", ContactMerge.winner_id
    )


def of_groups() -> Iterator[Subject]:
    """Segments, lists, fields, turf and places."""
    yield of_table("segments", N_("Segments"), Segment, "name document people counted_at")
    members = select(ListMember.id, ListMember.contact_id, StaticList.name.label("list"), ListMember.created_at)
    members = members.add_columns(ListMember.created_by_id).join(StaticList, StaticList.id == ListMember.list_id)
    yield of_query(
        "lists", N_("Who is on which list"), members, ListMember.id, ("lists", "list_members"), ListMember.contact_id
    )
    yield of_table("fields", N_("Fields of one's own"), CustomField, "key label label_es kind choices help archived_at")
    yield of_table("turfs", N_("Turf"), Turf, "name kind description organizer_user_id postal_codes ocd_id archived_at")
    yield of_table(
        "turf_assignments",
        N_("Who looked after which turf"),
        TurfAssignment,
        "turf_id user_id began_at ended_at",
    )
    yield of_table("divisions", N_("Divisions of one's own"), OwnDivision, "ocd_id name kind")
    yield of_table(
        "places",
        N_("Where people live"),
        ContactDivision,
        "contact_id ocd_id source at by_user_id",
        ContactDivision.contact_id,
    )
