"""The fields that a column of a list of people can feed, and which of them a person may choose by hand."""

from crm.core.errors import N_

CHOICES: dict[str, str] = {
    "full_name": N_("Full name"),
    "first_name": N_("First name"),
    "middle_name": N_("Middle name"),
    "last_name": N_("Last name"),
    "last_name_2": N_("Second last name"),
    "suffix": N_("Suffix (Jr., III)"),
    "chosen_name": N_("Chosen name"),
    "pronouns": N_("Pronouns"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "street": N_("Street"),
    "street_number": N_("Number of the house"),
    "street_2": N_("Apartment, second line"),
    "city": N_("City"),
    "state": N_("State"),
    "zip": N_("ZIP code"),
    "address": N_("Whole address in one cell"),
    "language": N_("Language"),
    "tags": N_("Tags, several in one cell"),
    "tag": N_("A tag: held where the cell is not empty"),
    "household": N_("Household"),
    "sms_consent": N_("Consent to texts (opted_in, opted_out)"),
    "sms_question": N_("The question whether we may text"),
    "consent_source": N_("Where consent stood"),
    "consent_words": N_("Words of consent"),
    "consent_at": N_("When consent was given"),
    "email_consent": N_("Consent to e-mails (opted_in, opted_out)"),
    "no_texts": N_("Do not text"),
    "no_emails": N_("Do not e-mail"),
    "no_calls": N_("Do not call"),
    "no_contact": N_("Do not contact at all"),
    "external_id": N_("Number in the other system"),
}
"""What a column can be set to by hand, and how that is called on a screen; CUSTOM and LEAVE stand beside them."""

CUSTOM, LEAVE = "custom", "leave"
KIND_FIELDS: dict[str, str] = {
    "leave": N_("Left out"),
    "prefix": N_("Title, left out"),
    "phone_label": N_("Which phone it is"),
    "code": N_("A tag"),
    "note": N_("Kept as it is"),
    "answered_at": N_("When the form was answered"),
    "unsubscribed_at": N_("When the list was left"),
    "email_at": N_("When the list was joined"),
    "order": N_("Order of tickets"),
    "buyer_email": N_("The buyer of tickets"),
    "buyer_first_name": N_("The buyer of tickets"),
    "buyer_last_name": N_("The buyer of tickets"),
    "signup_event_id": N_("The event signed up for"),
    "signup_title": N_("The event signed up for"),
    "signup_start": N_("When the event begins"),
    "signup_zone": N_("Time zone of the event"),
    "signup_status": N_("State of the sign-up"),
    "signup_attended": N_("Came or not"),
    "signup_made_at": N_("When she signed up"),
}
"""What a column feeds in some kinds of file alone, and how that is called on a screen."""

FIELDS = frozenset(CHOICES) | frozenset(KIND_FIELDS)
"""Every field that reading knows."""
