"""What boards show: how a campaign stands, and the people behind every number."""

from crm.boards.queries.board import Board, board
from crm.boards.queries.funnel import STEPS, Funnel, Webinar, funnel, people_at
from crm.boards.queries.overview import Overview, lately, overview
from crm.boards.queries.weeks import Week, weeks

__all__ = [
    "STEPS",
    "Board",
    "Funnel",
    "Overview",
    "Webinar",
    "Week",
    "board",
    "funnel",
    "lately",
    "overview",
    "people_at",
    "weeks",
]
