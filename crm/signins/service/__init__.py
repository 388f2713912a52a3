"""The verbs of presence: recording it, opening doors, taking in slips and settling whose they are."""

from crm.signins.models import SignInMethod, SignInOutcome
from crm.signins.service.claiming import claim_join, drop_join
from crm.signins.service.doors import has_door
from crm.signins.service.matching import match
from crm.signins.service.recording import (
    NewPresence,
    NewSignIn,
    SignInChange,
    SignInsDone,
    keep_joins,
    outcome_of,
    record_sign_in,
    record_sign_ins,
    restore_sign_in,
    withdraw_batch,
)
from crm.signins.service.settling import ConsentGiven
from crm.signins.service.taking_back import take_back_sign_in

__all__ = [
    "ConsentGiven",
    "NewPresence",
    "NewSignIn",
    "SignInChange",
    "SignInMethod",
    "SignInOutcome",
    "SignInsDone",
    "claim_join",
    "drop_join",
    "has_door",
    "keep_joins",
    "match",
    "outcome_of",
    "record_sign_in",
    "record_sign_ins",
    "restore_sign_in",
    "take_back_sign_in",
    "withdraw_batch",
]
