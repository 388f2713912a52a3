"""Reading one person's whole story: what happened, newest first, and where she stands today."""

from crm.timeline.queries.feeds import GROUPS, Source, Subject
from crm.timeline.queries.person import Person, read_person
from crm.timeline.queries.story import Entry, Story, read_story_line

__all__ = ["GROUPS", "Entry", "Person", "Source", "Story", "Subject", "read_person", "read_story_line"]
