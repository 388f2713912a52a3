"""The verbs of asks and answers, of imports of them, and of tasks."""

from crm.commitments.models import Answer, CommitmentKind, Outcome, TaskKind, TaskStatus
from crm.commitments.service.answers import close_commitment, record_answer, take_back_answer
from crm.commitments.service.bulk import AnswerRow, Recorded, record_answers, take_back_answers
from crm.commitments.service.keeping import keep_promises, reopen_promises
from crm.commitments.service.tasks import NewTask, complete_task, create_task, reopen_task, withdraw_task

__all__ = [
    "Answer",
    "AnswerRow",
    "CommitmentKind",
    "NewTask",
    "Outcome",
    "Recorded",
    "TaskKind",
    "TaskStatus",
    "close_commitment",
    "complete_task",
    "create_task",
    "keep_promises",
    "record_answer",
    "record_answers",
    "reopen_promises",
    "reopen_task",
    "take_back_answer",
    "take_back_answers",
    "withdraw_task",
]
