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
FIELDS = frozenset(CHOICES) | {
    "leave", "prefix", "phone_label", "code", "note", "unsubscribed_at", "email_at", "answered_at", "order", "buyer_email",
    "buyer_first_name", "buyer_last_name", "signup_event_id", "signup_title", "signup_start", "signup_zone",
    "signup_status", "signup_attended",
}  # fmt: skip
"""Every field that reading knows."""
