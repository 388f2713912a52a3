"""Registers the goal measures whose rows lie on several floors: only here can all of them be seen."""

from __future__ import annotations

from flask import Flask

from crm.boards import cards, strategy_cells
from crm.boards.jobs import fold_table_changes, tell_of_weeks
from crm.boards.money_words import balance_words, won_total, won_words
from crm.boards.overview_words import far_words, phase_words, votes_cell, votes_of
from crm.boards.queries.counting import MEASURES
from crm.boards.queries.new_people import NEW_PEOPLE
from crm.boards.words import decision_body, pace_words, projection, stage_label
from crm.campaigns.measures import measures
from crm.core.registry import worker_steps


def install(_app: Flask) -> None:
    """Let campaigns count attendance, promises kept, signatures, testimonies and answered texts."""
    for name, measure in MEASURES.items():
        measures.register(name, measure)
    measures.register("new_people", NEW_PEOPLE)
    strategy_cells.install()
    cards.install()
    worker_steps.register("boards.tell_of_weeks", tell_of_weeks)
    worker_steps.register("boards.fold_table_changes", fold_table_changes)
    _app.jinja_env.globals.update(
        pace_words=pace_words,
        projection=projection,
        stage_label=stage_label,
        decision_body=decision_body,
        won_total=won_total,
        won_words=won_words,
        balance_words=balance_words,
        phase_words=phase_words,
        far_words=far_words,
        votes_cell=votes_cell,
        votes_of=votes_of,
    )
