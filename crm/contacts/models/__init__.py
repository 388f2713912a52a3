"""People, their phones and addresses, tags, and the words they are found by."""

from crm.contacts.models.duplicates import DuplicateStatus, DuplicateSuggestion
from crm.contacts.models.email_consents import EmailConsent, EmailConsentState
from crm.contacts.models.external import ExternalId
from crm.contacts.models.people import Contact, ContactNote, MemberStatus
from crm.contacts.models.points import ContactPoint, ContactPointLink, PointKind, PointStatus
from crm.contacts.models.tags import Tag, Tagging
from crm.contacts.models.tokens import NameToken, NameWord

__all__ = [
    "Contact",
    "ContactNote",
    "ContactPoint",
    "ContactPointLink",
    "DuplicateStatus",
    "DuplicateSuggestion",
    "EmailConsent",
    "EmailConsentState",
    "ExternalId",
    "MemberStatus",
    "NameToken",
    "NameWord",
    "PointKind",
    "PointStatus",
    "Tag",
    "Tagging",
]
