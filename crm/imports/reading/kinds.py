"""The kinds of file that reading understands, and how each is called on a screen."""

from enum import StrEnum

from crm.core.errors import N_
from crm.imports.reading.errors import UnreadableFile


class Kind(StrEnum):
    """What a file is, told from its header and shape."""

    ZOOM_WEBINAR_ATTENDEE_REPORT = "zoom_webinar_attendee_report"
    ZOOM_REGISTRATION_REPORT = "zoom_registration_report"
    ZOOM_MEETING_PARTICIPANTS = "zoom_meeting_participants"
    PEOPLE = "people"
    UNKNOWN = "unknown"


KIND_NAMES: dict[Kind, str] = {
    Kind.ZOOM_WEBINAR_ATTENDEE_REPORT: N_("Zoom's webinar attendee report"),
    Kind.ZOOM_REGISTRATION_REPORT: N_("Zoom's registration report"),
    Kind.ZOOM_MEETING_PARTICIPANTS: N_("Zoom's list of meeting participants"),
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
