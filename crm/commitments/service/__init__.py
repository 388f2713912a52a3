"""The verbs of asks and answers, of imports of them, and of tasks."""

from crm.commitments.models import Answer, CommitmentKind, Outcome, TaskKind, TaskStatus
from crm.commitments.service.answers import close_commitment, record_answer, take_back_answer
from crm.commitments.service.bulk import AnswerRow, Recorded, record_answers, take_back_answers
from crm.commitments.service.closing import break_promises, forget_answers, mend_promises
from crm.commitments.service.keeping import keep_promises, reopen_promises
from crm.commitments.service.rsvps import Wish, answer_rsvp, confirm_rsvp, give_seat, note_asked, note_watched
from crm.commitments.service.seats import free_seats
from crm.commitments.service.tasks import (
    NewTask,
    complete_task,
    create_task,
    drop_tasks,
    reopen_task,
    withdraw_task,
)

__all__ = [
    "Answer",
    "AnswerRow",
    "CommitmentKind",
    "NewTask",
    "Outcome",
    "Recorded",
    "TaskKind",
    "TaskStatus",
    "Wish",
    "answer_rsvp",
    "break_promises",
    "close_commitment",
    "complete_task",
    "confirm_rsvp",
    "create_task",
    "drop_tasks",
    "forget_answers",
    "free_seats",
    "give_seat",
    "keep_promises",
    "mend_promises",
    "note_asked",
    "note_watched",
    "record_answer",
    "record_answers",
    "reopen_promises",
    "reopen_task",
    "take_back_answer",
    "take_back_answers",
    "withdraw_task",
]
