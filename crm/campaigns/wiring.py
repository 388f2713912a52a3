"""What campaigns give to every template (money in words), and what they hand over."""

from __future__ import annotations

from flask import Flask

from crm.audit.service import BatchKind, undo_handlers
from crm.campaigns import after_words, fact_words, handing_over, ledger_words, reference_files, ways, words
from crm.campaigns.measures import measures
from crm.campaigns.merging import REPOINTER
from crm.campaigns.own_measures import MEASURES
from crm.campaigns.queries.campaigns import list_places
from crm.campaigns.service.budget_sheets import undo_sheet
from crm.contacts.service.repointing import repointers
from crm.core import money
from crm.core.i18n import short_money
from crm.places.offers import jurisdictions


def install(app: Flask) -> None:
    """Give templates the filters short_money and exact_money; register what is handed over, and where the fights are."""
    app.jinja_env.filters.update(short_money=short_money, exact_money=money.exact, host=ledger_words.host_of)
    app.jinja_env.globals.update(
        lean_words=words.lean_words,
        confidence_words=words.confidence_words,
        vote_words=words.vote_words,
        count_words=words.count_words,
        way_words=words.way_words,
        moved_words=words.moved_words,
        stage_words=ledger_words.stage_words,
        function_words=ledger_words.function_words,
        result_words=after_words.result_words,
        watch_words=after_words.watch_words,
        watch_state_words=after_words.watch_state_words,
        figure_words=fact_words.figure_words,
        sureness_words=fact_words.sureness_words,
        way_in_words=ways.way_in_words,
        link_words=ways.link_words,
        strength_words=ways.strength_words,
        jobs_words=ledger_words.jobs_words,
        signed_money=ledger_words.signed_money,
        signed_exact=ledger_words.signed_exact,
        percent_words=ledger_words.percent_words,
    )
    undo_handlers.register(BatchKind.BUDGET.value, undo_sheet)
    repointers.register("campaigns", REPOINTER)
    for name, measure in MEASURES.items():
        measures.register(name, measure)
    reference_files.install()
    handing_over.install()
    jurisdictions.register("campaigns", list_places)
