"""The tables of texting: consent, what is written, what is sent and received, and what the world told us."""

from crm.sms.models.blasts import Blast, BlastAnswer, BlastMode, BlastStatus, LeftOut, Track
from crm.sms.models.consent import Consent, ConsentMethod, ConsentState, OptOut, OptOutReason, Program
from crm.sms.models.conversations import (
    Conversation,
    ConversationNote,
    ConversationState,
    InboxDuty,
    InboxVersion,
    QuickAnswer,
)
from crm.sms.models.drafts import OwnPhone, TextDraft
from crm.sms.models.hand_offs import HandOffNote
from crm.sms.models.keywords import Keyword, KeywordAct
from crm.sms.models.messages import ALONE, BlastCount, Direction, Message, MessageStatus, Origin, PastAttempt
from crm.sms.models.pictures import Picture
from crm.sms.models.rehearsals import Rehearsal
from crm.sms.models.senders import (
    NumberKind,
    SenderAccount,
    SenderAlert,
    SenderDay,
    SenderKind,
    SenderNumber,
    SimulatedText,
    ThroughputClass,
)
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
from crm.sms.models.webhooks import InboundLook, WebhookEvent, WebhookKind
from crm.sms.models.writing import Template, TemplateVersion

__all__ = [
    "ALONE",
    "Blast",
    "BlastAnswer",
    "BlastCount",
    "BlastMode",
    "BlastStatus",
    "Clock",
    "Consent",
    "ConsentMethod",
    "ConsentState",
    "Conversation",
    "ConversationNote",
    "ConversationState",
    "Direction",
    "Enrollment",
    "EnrollmentState",
    "HandOffNote",
    "InboundLook",
    "InboxDuty",
    "InboxVersion",
    "Keyword",
    "KeywordAct",
    "LeftOut",
    "Message",
    "MessageStatus",
    "NumberKind",
    "OnlyIf",
    "OptOut",
    "OptOutReason",
    "Origin",
    "Outcome",
    "OwnPhone",
    "PastAttempt",
    "Picture",
    "Program",
    "QuickAnswer",
    "Rehearsal",
    "SenderAccount",
    "SenderAlert",
    "SenderDay",
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
    "TextDraft",
    "TexterShare",
    "ThroughputClass",
    "Track",
    "Trigger",
    "WebhookEvent",
    "WebhookKind",
]
