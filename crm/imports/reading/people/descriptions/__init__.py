"""How each kind of list is known and read: tables of words, one module for tools that are alike."""

from crm.imports.reading.kinds import Kind
from crm.imports.reading.people.descriptions.address_books import GOOGLE_CONTACTS, OUTLOOK_CONTACTS
from crm.imports.reading.people.descriptions.description import LEAST, Description
from crm.imports.reading.people.descriptions.gatherings import (
    AIRTABLE,
    EVENTBRITE_ATTENDEES,
    FACEBOOK_GUESTS,
    GOOGLE_FORM,
    PAPER_SIGNIN_XLSX,
)
from crm.imports.reading.people.descriptions.organizing import (
    ACTION_NETWORK_REPORT,
    MAILCHIMP,
    MOBILIZE_SIGNUPS,
    SPOKE_RESULTS,
    SPOKE_UPLOAD,
)
from crm.imports.reading.people.descriptions.van import VAN_ACTIVIST_CODES, VAN_NOTES, VAN_PEOPLE

RECOGNISED = (
    VAN_ACTIVIST_CODES,
    VAN_NOTES,
    VAN_PEOPLE,
    ACTION_NETWORK_REPORT,
    MOBILIZE_SIGNUPS,
    EVENTBRITE_ATTENDEES,
    GOOGLE_CONTACTS,
    OUTLOOK_CONTACTS,
    SPOKE_RESULTS,
    SPOKE_UPLOAD,
    MAILCHIMP,
    FACEBOOK_GUESTS,
    AIRTABLE,
    GOOGLE_FORM,
)
"""The kinds told by the signs in their header and cells; of equal weights the first is meant."""

BY_KIND: dict[Kind, Description] = {each.kind: each for each in (*RECOGNISED, PAPER_SIGNIN_XLSX)}
PLAIN = Description(Kind.PEOPLE, ())

__all__ = ["BY_KIND", "LEAST", "PLAIN", "RECOGNISED", "Description"]
