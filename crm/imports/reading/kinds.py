"""The kinds of file that reading understands, and how each is called on a screen."""

from enum import StrEnum

from crm.core.errors import N_
from crm.imports.reading.errors import UnreadableFile


class Kind(StrEnum):
    """What a file is, told from its header and shape."""

    ZOOM_WEBINAR_ATTENDEE_REPORT = "zoom_webinar_attendee_report"
    ZOOM_REGISTRATION_REPORT = "zoom_registration_report"
    ZOOM_MEETING_PARTICIPANTS = "zoom_meeting_participants"
    VAN_PEOPLE = "van_people"
    VAN_ACTIVIST_CODES = "van_activist_codes"
    VAN_NOTES = "van_notes"
    ACTION_NETWORK_REPORT = "action_network_report"
    MOBILIZE_SIGNUPS = "mobilize_signups"
    EVENTBRITE_ATTENDEES = "eventbrite_attendees"
    GOOGLE_FORM = "google_form"
    GOOGLE_CONTACTS = "google_contacts"
    OUTLOOK_CONTACTS = "outlook_contacts"
    SPOKE_UPLOAD = "spoke_upload"
    SPOKE_RESULTS = "spoke_results"
    MAILCHIMP = "mailchimp"
    FACEBOOK_GUESTS = "facebook_guests"
    AIRTABLE = "airtable"
    PAPER_SIGNIN_XLSX = "paper_signin_xlsx"
    PEOPLE = "people"
    UNKNOWN = "unknown"


ZOOM_KINDS = frozenset(
    {Kind.ZOOM_WEBINAR_ATTENDEE_REPORT, Kind.ZOOM_REGISTRATION_REPORT, Kind.ZOOM_MEETING_PARTICIPANTS}
)
"""Reports of a webinar or meeting, which are read whole; every other kind is a list of people read row by row."""

KIND_NAMES: dict[Kind, str] = {
    Kind.ZOOM_WEBINAR_ATTENDEE_REPORT: N_("Zoom's webinar attendee report"),
    Kind.ZOOM_REGISTRATION_REPORT: N_("Zoom's registration report"),
    Kind.ZOOM_MEETING_PARTICIPANTS: N_("Zoom's list of meeting participants"),
    Kind.VAN_PEOPLE: N_("a list from VAN or EveryAction"),
    Kind.VAN_ACTIVIST_CODES: N_("activist codes from VAN"),
    Kind.VAN_NOTES: N_("notes from VAN"),
    Kind.ACTION_NETWORK_REPORT: N_("an Action Network report"),
    Kind.MOBILIZE_SIGNUPS: N_("Mobilize sign-ups"),
    Kind.EVENTBRITE_ATTENDEES: N_("Eventbrite's attendees"),
    Kind.GOOGLE_FORM: N_("answers of a Google form"),
    Kind.GOOGLE_CONTACTS: N_("Google contacts"),
    Kind.OUTLOOK_CONTACTS: N_("Outlook contacts"),
    Kind.SPOKE_UPLOAD: N_("an upload list for Spoke"),
    Kind.SPOKE_RESULTS: N_("results from Spoke"),
    Kind.MAILCHIMP: N_("a Mailchimp audience"),
    Kind.FACEBOOK_GUESTS: N_("guests of a Facebook event"),
    Kind.AIRTABLE: N_("an Airtable view"),
    Kind.PAPER_SIGNIN_XLSX: N_("a sign-in sheet typed in Excel"),
    Kind.PEOPLE: N_("a list of people"),
    Kind.UNKNOWN: N_("a file of unknown shape"),
}


def parse_kind(word: str) -> Kind:
    """Turn the word a person asked for into a kind; raises UnreadableFile that names those there are."""
    known = [kind.value for kind in Kind if kind is not Kind.UNKNOWN]
    if word not in known:
        raise UnreadableFile(
            N_("There is no kind of file called %(word)s. The kinds are: %(kinds)s."),
            word=word,
            kinds=", ".join(known),
        )
    return Kind(word)
