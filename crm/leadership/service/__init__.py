"""What changes the ladder: moving people, saying who leads whom, wording the stages, suggesting steps."""

from crm.leadership.service.leading import put_under
from crm.leadership.service.moving import accept, accept_all, decline, move, undo_stages
from crm.leadership.service.suggesting import refresh_suggestions
from crm.leadership.service.wording import StageWords, word_stage

__all__ = [
    "StageWords",
    "accept",
    "accept_all",
    "decline",
    "move",
    "put_under",
    "refresh_suggestions",
    "undo_stages",
    "word_stage",
]
