"""The tables of texting: consent, what is written, what is sent and received, and what the world told us."""

from crm.sms.models.blasts import Blast, BlastAnswer, BlastStatus, LeftOut, Track
from crm.sms.models.consent import Consent, ConsentMethod, ConsentState, OptOut, OptOutReason, Program
from crm.sms.models.conversations import Conversation, ConversationState
from crm.sms.models.messages import Direction, Message, MessageStatus
from crm.sms.models.pictures import Picture
from crm.sms.models.senders import SenderAccount, SenderKind, SenderNumber, SimulatedText
from crm.sms.models.webhooks import WebhookEvent, WebhookKind
from crm.sms.models.writing import Template, TemplateVersion

__all__ = [
    "Blast",
    "BlastAnswer",
    "BlastStatus",
    "Consent",
    "ConsentMethod",
    "ConsentState",
    "Conversation",
    "ConversationState",
    "Direction",
    "LeftOut",
    "Message",
    "MessageStatus",
    "OptOut",
    "OptOutReason",
    "Picture",
    "Program",
    "SenderAccount",
    "SenderKind",
    "SenderNumber",
    "SimulatedText",
    "Template",
    "TemplateVersion",
    "Track",
    "WebhookEvent",
    "WebhookKind",
]
