"""People, their phones and addresses, households, tags, segments and lists, and the words they are found by."""

from crm.contacts.models.duplicates import DuplicateScan, DuplicateStatus, DuplicateSuggestion
from crm.contacts.models.email_consents import EmailConsent, EmailConsentState
from crm.contacts.models.external import ExternalId
from crm.contacts.models.fields import CustomField, FieldKind
from crm.contacts.models.households import Household, HouseholdMember, HouseholdRole
from crm.contacts.models.merges import ContactMerge
from crm.contacts.models.people import Contact, ContactNote, MemberStatus
from crm.contacts.models.permissions import Permission, PermissionFor, PermissionHow
from crm.contacts.models.points import IS_UNFIT, ContactPoint, ContactPointLink, PointKind, PointStatus
from crm.contacts.models.relationships import Relationship, RelationshipKind
from crm.contacts.models.segments import ListMember, Segment, StaticList
from crm.contacts.models.tags import TAG_COLORS, Tag, Tagging
from crm.contacts.models.tokens import NameToken, NameWord
from crm.contacts.models.turf import Turf, TurfAssignment, TurfKind

__all__ = [
    "IS_UNFIT",
    "TAG_COLORS",
    "Contact",
    "ContactMerge",
    "ContactNote",
    "ContactPoint",
    "ContactPointLink",
    "CustomField",
    "DuplicateScan",
    "DuplicateStatus",
    "DuplicateSuggestion",
    "EmailConsent",
    "EmailConsentState",
    "ExternalId",
    "FieldKind",
    "Household",
    "HouseholdMember",
    "HouseholdRole",
    "ListMember",
    "MemberStatus",
    "NameToken",
    "NameWord",
    "Permission",
    "PermissionFor",
    "PermissionHow",
    "PointKind",
    "PointStatus",
    "Relationship",
    "RelationshipKind",
    "Segment",
    "StaticList",
    "Tag",
    "Tagging",
    "Turf",
    "TurfAssignment",
    "TurfKind",
]
