"""The tables of presence: who was there, the doors that people come in by, and what was said at them."""

from crm.signins.models.doors import DoorDevice, DoorKind, DoorLink
from crm.signins.models.presence import SignIn, SignInMethod, SignInOutcome, WebinarPresence
from crm.signins.models.slips import PaperSheet, SheetState, Slip, SlipState

__all__ = [
    "DoorDevice",
    "DoorKind",
    "DoorLink",
    "PaperSheet",
    "SheetState",
    "SignIn",
    "SignInMethod",
    "SignInOutcome",
    "Slip",
    "SlipState",
    "WebinarPresence",
]
