"""Which records may be one person: pure comparing, without a database.

A record is made comparable once (record), pairs that share a key are found (blocking), each is observed (evidence) and
weighed (weights), and what is likely is told with its reasons (comparing, wording).
"""

from crm.contacts.duplicates.census import Census
from crm.contacts.duplicates.comparing import Likeness, Pair, compare, find_pairs, likeliest
from crm.contacts.duplicates.record import Record

__all__ = ["Census", "Likeness", "Pair", "Record", "compare", "find_pairs", "likeliest"]
