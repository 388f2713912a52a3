"""The verbs of campaigns: begin one, put its money and its stages down, set goals, adopt the field's reference content."""

from crm.campaigns.service.again import begin_again
from crm.campaigns.service.campaigns import NewCampaign, create_campaign
from crm.campaigns.service.facts import load_facts
from crm.campaigns.service.goals import set_goal
from crm.campaigns.service.money import NewDemand, NewFigure, add_demand, add_figure, load_ledger_example
from crm.campaigns.service.stages import finish_milestone, lay_out_milestones

__all__ = [
    "NewCampaign",
    "NewDemand",
    "NewFigure",
    "add_demand",
    "add_figure",
    "begin_again",
    "create_campaign",
    "finish_milestone",
    "lay_out_milestones",
    "load_facts",
    "load_ledger_example",
    "set_goal",
]
