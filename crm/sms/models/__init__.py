"""The tables of texting: consent, what is written, what is sent and received, and what the world told us."""

from crm.sms.models.blasts import Blast, BlastAnswer, BlastStatus, LeftOut, Track
from crm.sms.models.consent import Consent, ConsentMethod, ConsentState, OptOut, OptOutReason, Program
from crm.sms.models.conversations import (
    Conversation,
    ConversationNote,
    ConversationState,
    InboxDuty,
    InboxVersion,
    QuickAnswer,
)
from crm.sms.models.messages import BlastCount, Direction, Message, MessageStatus, Origin, PastAttempt
from crm.sms.models.pictures import Picture
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
from crm.sms.models.webhooks import InboundLook, WebhookEvent, WebhookKind
from crm.sms.models.writing import Template, TemplateVersion

__all__ = [
    "Blast",
    "BlastAnswer",
    "BlastCount",
    "BlastStatus",
    "Consent",
    "ConsentMethod",
    "ConsentState",
    "Conversation",
    "ConversationNote",
    "ConversationState",
    "Direction",
    "InboundLook",
    "InboxDuty",
    "InboxVersion",
    "LeftOut",
    "Message",
    "MessageStatus",
    "NumberKind",
    "OptOut",
    "OptOutReason",
    "Origin",
    "PastAttempt",
    "Picture",
    "Program",
    "QuickAnswer",
    "SenderAccount",
    "SenderAlert",
    "SenderDay",
    "SenderKind",
    "SenderNumber",
    "SimulatedText",
    "Template",
    "TemplateVersion",
    "ThroughputClass",
    "Track",
    "WebhookEvent",
    "WebhookKind",
]
