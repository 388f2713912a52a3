"""What VAN and EveryAction export: people, their activist codes, notes about them."""

from crm.imports.reading.kinds import Kind
from crm.imports.reading.people.descriptions.description import Description

_VANID = (
    "voter file vanid; vanid; van id; my campaign vanid; my campaign id; mycampaign id; myvoters id; "
    "vf vanid; mc vanid; myc vanid"
)
_VAN_COLUMNS = {
    "external_id": _VANID,
    "full_name": "contact name; contactname; formal name",
    "phone": "preferred phone; cell phone; home phone; work phone; phone; cell; preferred phone number",
    "street": "address; street address; v address; m address; preferred address; address line 1; mailing address",
    "zip": "zip5; zip; zip 5; z ip; zip code; v zip5; m zip5",
    "middle_name": "mid; middle; middle name; mid name",
    "suffix": "suff; suffix; sfx",
    "city": "city; m city; v city; preferred city; mailing city",
    "state": "state; m state; v state; preferred state; mailing state; state province",
    "chosen_name": "preferred name; nickname; nick name",
    "no_calls": "do not call; donotcall; do not call flag; no call",
    "sms_consent": "sms opt in status; phone opt in status; opt in status; cell phone opt in; "
    "preferred phone opt in; sms status; phone sms opt in",
    "email_consent": "email subscription status; email status; preferred email subscription status",
    "leave": "zip4; zip 4; zip plus 4; m zip4; v zip4; m zip 4; dob; date of birth; birthdate; birth date; dwid; "
    "state file id; statefileid; county file id; precinct name id",
}
VAN_ACTIVIST_CODES = Description(
    Kind.VAN_ACTIVIST_CODES,
    ((8, _VANID), (8, "activist code name; activistcodename; activist code; activistcode"),
     (4, "activist code type; activist code description; activist code id")),
    columns=_VAN_COLUMNS
    | {
        "code": "activist code name; activistcodename; activist code; activistcode",
        "leave": "activist code type; activist code description; activist code id; date canvassed; canvassed by; "
        "input type; contact type; campaign; date created; created by; committee name",
    },
    system="van",
    merge_by=("external_id",),
)  # fmt: skip
VAN_NOTES = Description(
    Kind.VAN_NOTES,
    ((8, _VANID), (8, "note text; notetext; note"), (3, "date entered; entered by; note category; note created")),
    columns=_VAN_COLUMNS
    | {"note": "note text; notetext; note", "leave": "date entered; entered by; note category; "
        "is view restricted; note id"},
    system="van",
    merge_by=("external_id",),
)  # fmt: skip
VAN_PEOPLE = Description(
    Kind.VAN_PEOPLE,
    ((10, _VANID), (2, "preferred email; preferredemail"), (2, "zip5; zip4"), (2, "dwid; party; precinct name")),
    columns=_VAN_COLUMNS,
    system="van",
)  # fmt: skip
