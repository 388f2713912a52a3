"""People, their phones and addresses, tags, segments and lists, and the words they are found by."""

from crm.contacts.models.duplicates import DuplicateStatus, DuplicateSuggestion
from crm.contacts.models.people import Contact, ContactNote, MemberStatus
from crm.contacts.models.points import ContactPoint, ContactPointLink, PointKind, PointStatus
from crm.contacts.models.segments import ListMember, Segment, StaticList
from crm.contacts.models.tags import Tag, Tagging
from crm.contacts.models.tokens import NameToken

__all__ = [
    "Contact",
    "ContactNote",
    "ContactPoint",
    "ContactPointLink",
    "DuplicateStatus",
    "DuplicateSuggestion",
    "ListMember",
    "MemberStatus",
    "NameToken",
    "PointKind",
    "PointStatus",
    "Segment",
    "StaticList",
    "Tag",
    "Tagging",
]
