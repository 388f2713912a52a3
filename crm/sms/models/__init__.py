"""The tables of texting: consent, what is written, what is sent and received, and what the world told us."""

from crm.sms.models.blasts import Blast, BlastAnswer, BlastMode, BlastStatus, LeftOut, Track
from crm.sms.models.consent import Consent, ConsentMethod, ConsentState, OptOut, OptOutReason, Program
from crm.sms.models.conversations import Conversation, ConversationState
from crm.sms.models.keywords import Keyword, KeywordAct
from crm.sms.models.messages import Direction, Message, MessageStatus
from crm.sms.models.pictures import Picture
from crm.sms.models.rehearsals import Rehearsal
from crm.sms.models.senders import SenderAccount, SenderKind, SenderNumber, SimulatedText
from crm.sms.models.sequences import (
    Clock,
    Enrollment,
    EnrollmentState,
    OnlyIf,
    Outcome,
    Sequence,
    SequenceGoal,
    SequenceStatus,
    SequenceStep,
    StepDone,
    StepKind,
    Trigger,
)
from crm.sms.models.shares import TexterShare
from crm.sms.models.webhooks import WebhookEvent, WebhookKind
from crm.sms.models.writing import Template, TemplateVersion

__all__ = [
    "Blast",
    "BlastAnswer",
    "BlastMode",
    "BlastStatus",
    "Clock",
    "Consent",
    "ConsentMethod",
    "ConsentState",
    "Conversation",
    "ConversationState",
    "Direction",
    "Enrollment",
    "EnrollmentState",
    "Keyword",
    "KeywordAct",
    "LeftOut",
    "Message",
    "MessageStatus",
    "OnlyIf",
    "OptOut",
    "OptOutReason",
    "Outcome",
    "Picture",
    "Program",
    "Rehearsal",
    "SenderAccount",
    "SenderKind",
    "SenderNumber",
    "Sequence",
    "SequenceGoal",
    "SequenceStatus",
    "SequenceStep",
    "SimulatedText",
    "StepDone",
    "StepKind",
    "Template",
    "TemplateVersion",
    "TexterShare",
    "Track",
    "Trigger",
    "WebhookEvent",
    "WebhookKind",
]
