"""What can be asked of people by what this room holds of them."""

from __future__ import annotations

from crm.contacts.segment_filters import books, custom, districts, emailing, homes, person, ties

FILTERS = (
    person.FILTERS
    | districts.FILTERS
    | custom.FILTERS
    | ties.FILTERS
    | homes.FILTERS
    | emailing.FILTERS
    | books.FILTERS
)
