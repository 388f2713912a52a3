"""The forms of campaigns, one file a subject."""

from crm.campaigns.forms.campaigns import LEVELS, CampaignForm, DemandForm, GoalForm, StagesForm
from crm.campaigns.forms.deciders import DecisionForm, LeanForm, MoveForm, PromiseForm, SeatsForm, StaffForm, TargetForm
from crm.campaigns.forms.facts import FactForm
from crm.campaigns.forms.ledger import LineFigureForm, LineForm, ReversalForm, WinForm

__all__ = [
    "LEVELS",
    "CampaignForm",
    "DecisionForm",
    "DemandForm",
    "FactForm",
    "GoalForm",
    "LeanForm",
    "LineFigureForm",
    "LineForm",
    "MoveForm",
    "PromiseForm",
    "ReversalForm",
    "SeatsForm",
    "StaffForm",
    "StagesForm",
    "TargetForm",
    "WinForm",
]
