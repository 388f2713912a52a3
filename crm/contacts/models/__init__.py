"""People, their phones and addresses, households, tags, and the words they are found by."""

from crm.contacts.models.duplicates import DuplicateStatus, DuplicateSuggestion
from crm.contacts.models.households import Household, HouseholdMember, HouseholdRole
from crm.contacts.models.merges import ContactMerge
from crm.contacts.models.people import Contact, ContactNote, MemberStatus
from crm.contacts.models.points import ContactPoint, ContactPointLink, PointKind, PointStatus
from crm.contacts.models.tags import Tag, Tagging
from crm.contacts.models.tokens import NameToken, NameWord

__all__ = [
    "Contact",
    "ContactMerge",
    "ContactNote",
    "ContactPoint",
    "ContactPointLink",
    "DuplicateStatus",
    "DuplicateSuggestion",
    "Household",
    "HouseholdMember",
    "HouseholdRole",
    "MemberStatus",
    "NameToken",
    "NameWord",
    "PointKind",
    "PointStatus",
    "Tag",
    "Tagging",
]
