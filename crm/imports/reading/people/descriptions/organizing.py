"""What tools of campaigns export: Action Network, Mobilize, Spoke, Mailchimp."""

from crm.imports.reading.kinds import Kind
from crm.imports.reading.people.descriptions.description import Description

ACTION_NETWORK_REPORT = Description(
    Kind.ACTION_NETWORK_REPORT,
    ((10, "can2 *; action network *"), (4, "uuid; action network id"), (4, "zip code"), (3, "first name"),
     (4, "subscription status; email subscription status"), (3, "sms status; mobile status; mobile number status")),
    columns={
        "phone": "can2 phone; can2 mobile number; mobile number; phone number; can2 home phone",
        "street": "can2 user address; can2 address; address",
        "city": "can2 user city; can2 city",
        "state": "can2 state abbreviated; can2 state; can2 region",
        "tags": "can2 user tags; can2 tags; tag list; tags",
        "email_consent": "can2 subscription status; subscription status; email subscription status; email status",
        "sms_consent": "can2 sms status; sms status; mobile status; can2 mobile status; mobile subscription status",
        "email_at": "can2 subscription date; subscription date; date subscribed; can2 created date",
        "external_id": "uuid; can2 uuid; action network id; can2 id",
        "language": "language preference; language; can2 language; preferred language; can2 languages",
        "leave": "can2 congressional district; can2 source; source code; created at; created date; modified date; "
        "last action date; can2 referrer; referrer code; website; embed code; opt in path",
    },
    system="action_network",
)  # fmt: skip
MOBILIZE_SIGNUPS = Description(
    Kind.MOBILIZE_SIGNUPS,
    ((4, "event id; eventid"), (3, "event name; event title"), (3, "start; start time; timeslot start; "
        "shift start; event start; start date"),
     (3, "event organization name; organization name; event type; timeslot id; timeslot *; event organization *"),
     (4, "signup created; sign up created; signup id; participation id; signup status; created date; signup *; "
         "shift id"),
     (3, "utm source; referrer; utm *"), (2, "attended; attended?; attendance; "
         "did attend"), (2, "rating; feedback; confirmed; status")),
    columns={
        "signup_event_id": "event id; eventid",
        "signup_title": "event name; event title; event",
        "signup_start": "start; start time; timeslot start; shift start; event start; start date; "
            "timeslot start time; "
        "shift start time",
        "signup_zone": "timezone; time zone; event timezone; event time zone",
        "signup_status": "status; signup status; sign up status; participation status; rsvp status",
        "signup_attended": "attended; attendance; did attend; attended event; attendance status",
        "signup_made_at": "signup created; sign up created; signup date; created date",
        "sms_consent": "sms opt in status; sms opt in; text opt in",
        "leave": "end; end time; timeslot end; shift end; event type; event organization name; organization name; "
        "utm *; referrer; referrer *; signup updated; modified date; "
        "timeslot id; signup id; participation id; shift id; rating; feedback; event url; user id; signup source; "
        "event organization *; event location *; confirmed",
    },
    merge_by=("email", "phone"),
)  # fmt: skip
SPOKE_RESULTS = Description(
    Kind.SPOKE_RESULTS,
    ((6, "contact cell; contact[cell]; contact cell phone"), (4, "contact message status; contact messagestatus; "
        "contact opt out; contact optout"),
     (4, "assignment id; texter first name; texter firstname; texter email; campaign id; campaign")),
    columns={
        "first_name": "contact first name",
        "last_name": "contact last name",
        "phone": "contact cell; contact cell phone",
        "zip": "contact zip",
        "city": "contact city",
        "state": "contact state",
        "external_id": "contact external id",
        "no_texts": "contact opt out; contact opted out; contact is opted out",
        "tags": "tags; contact tags",
        "leave": "texter *; assignment id; campaign id; campaign; contact message status; contact timezone *; "
        "contact timezone; contact region *; user number",
    },
    merge_by=("phone",),
)  # fmt: skip
SPOKE_UPLOAD = Description(
    Kind.SPOKE_UPLOAD,
    ((5, "cell"), (3, "=firstName"), (3, "first name"), (3, "last name"), (2, "=lastName; =external_id; zip"),
     (-8, "email; e mail; email address; phone; phone number; home phone; correo electronico")),
)  # fmt: skip
MAILCHIMP = Description(
    Kind.MAILCHIMP,
    ((6, "member rating"), (5, "optin time; optin ip; confirm time; confirm ip"), (5, "leid; euid; last changed"),
     (6, "unsub time; unsub campaign title; unsub campaign id; unsub reason; unsub reason other; clean time; "
         "clean campaign title; clean campaign id"),
     (2, "gmtoff; dstoff; cc; region"), (3, "email address")),
    columns={
        "email": "email address; email; direccion de correo electronico",
        "unsubscribed_at": "unsub time; clean time; unsubscribe time; cleaned time",
        "email_at": "confirm time; optin time",
        "email_consent": "status; subscription status; email marketing status; member status",
        "external_id": "euid; unique email id",
        "tags": "tags; tag",
        "address": "address; direccion",
        "leave": "member rating; optin time; optin ip; confirm ip; latitude; longitude; gmtoff; dstoff; "
            "timezone; cc; region; "
        "last changed; leid; unsub *; clean *; birthday",
    },
    system="mailchimp",
)  # fmt: skip
