"""How the budget is said: stages, functions, jobs, and amounts with the sign of their side."""

from __future__ import annotations

from urllib.parse import urlsplit

from crm.campaigns.forms.ledger import BUDGET_STAGES, FUNCTIONS
from crm.campaigns.models import BudgetFunction, BudgetStage
from crm.core.errors import N_
from crm.core.i18n import decimal, short_money
from crm.core.money import MINUS, exact


def stage_words(stage: BudgetStage) -> str:
    """ "Adopted last year"."""
    return str(next(choice.label for choice in BUDGET_STAGES if choice.value == stage.value))


def function_words(function: BudgetFunction) -> str:
    """ "School policing"."""
    return str(next(choice.label for choice in FUNCTIONS if choice.value == function.value))


def jobs_words(hundredths: int | None) -> str:
    """Jobs with at most two places: "71", "12.5"; a question mark when they are not known."""
    return "?" if hundredths is None else f"{hundredths / 100:,.2f}".rstrip("0").rstrip(".")


def signed_money(amount: int | None) -> str:
    """A change with its sign: "+$3.6 M", "−$4.1 M", "$0"; a question mark when it is not known."""
    if amount is None:
        return "?"
    sign = "" if amount == 0 else "+" if amount > 0 else MINUS
    return f"{sign}{short_money(abs(amount))}"


def signed_exact(amount: int) -> str:
    """A change to the dollar with its sign: "+$3,600,000", "−$41", "$0"."""
    sign = "" if amount == 0 else "+" if amount > 0 else MINUS
    return f"{sign}{exact(abs(amount))}"


def percent_words(percent: float) -> str:
    """A change in per cent with its sign, in the language's own figures: "+3.5%", "−12%"."""
    sign = "" if percent == 0 else "+" if percent > 0 else MINUS
    return f"{sign}{decimal(abs(percent))}%"


def host_of(address: str) -> str:
    """The site of an address, as a short name of a source."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


OUTCOMES = {
    "won": N_("Won"),
    "partial": N_("Won in part"),
    "won_then_reversed": N_("Won, then reversed"),
    "contested": N_("Contested"),
    "lost": N_("Lost"),
    "not_verified": N_("Outcome not verified"),
    "proposal": N_("A proposal"),
}
"""How campaigns of the history ended, by the word of the file."""
