"""What can be asked of people by what this room holds of them."""

from __future__ import annotations

from crm.contacts.segment_filters import books, person, ties

FILTERS = person.FILTERS | ties.FILTERS | books.FILTERS
