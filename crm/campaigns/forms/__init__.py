"""The forms of campaigns, one file a subject."""

from crm.campaigns.forms.campaigns import LEVELS, CampaignForm, DemandForm, GoalForm, StagesForm
from crm.campaigns.forms.deciders import DecisionForm, LeanForm, MoveForm, PromiseForm, SeatsForm, TargetForm

__all__ = [
    "LEVELS",
    "CampaignForm",
    "DecisionForm",
    "DemandForm",
    "GoalForm",
    "LeanForm",
    "MoveForm",
    "PromiseForm",
    "SeatsForm",
    "StagesForm",
    "TargetForm",
]
