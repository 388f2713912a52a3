"""What can be asked of people by what this room holds of them."""

from __future__ import annotations

from crm.contacts.segment_filters import books, own, person, ties

FILTERS = person.FILTERS | ties.FILTERS | own.FILTERS | books.FILTERS
