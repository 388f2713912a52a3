"""What boards show: how a campaign stands, and the people behind every number."""

from crm.boards.queries.board import Board, Card, board, cards
from crm.boards.queries.funnel import STEPS, Funnel, Webinar, funnel, people_at
from crm.boards.queries.weeks import Week, weeks

__all__ = ["STEPS", "Board", "Card", "Funnel", "Webinar", "Week", "board", "cards", "funnel", "people_at", "weeks"]
