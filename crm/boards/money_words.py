"""The money of a board in words: what is won, and whether the demand balances."""

from __future__ import annotations

from crm.campaigns.queries import Ledger, Line
from crm.core import money
from crm.core.i18n import short_money
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext


def won_total(claimed: int | None, verified: int | None) -> str:
    """What is won on a side: verified and claimed are two numbers, and unknown is not zero."""
    if claimed is None and verified is None:
        return _("What is won is not known yet")
    if verified is None:
        return _("%(claimed)s claimed won, not verified", claimed=short_money(claimed))
    if claimed is None:
        return _("%(verified)s won, verified", verified=short_money(verified))
    return _(
        "%(claimed)s claimed won, %(verified)s verified", claimed=short_money(claimed), verified=short_money(verified)
    )


def won_words(line: Line) -> str:
    """One line's bar in words."""
    demanded = _(
        "demanded: %(amount)s", amount=short_money(line.demanded) if line.demanded is not None else _("not known")
    )
    return f"{demanded}; {won_total(line.claimed, line.verified)}"


def balance_words(ledger: Ledger) -> str:
    """Whether the demand balances, its gap, or why that cannot be said."""
    if ledger.unknown:
        return ngettext(
            "%(num)s line has no figure, so the balance cannot be drawn yet.",
            "%(num)s lines have no figure, so the balance cannot be drawn yet.",
            len(ledger.unknown),
        )
    gap = ledger.gap
    if gap is None:
        return _("One side of the demand has no figure yet, so the balance cannot be drawn.")
    if gap > 0:
        return _("%(gap)s is taken but has no place yet.", gap=money.exact(gap))
    if gap < 0:
        return _("%(gap)s is placed but comes from nowhere yet.", gap=money.exact(-gap))
    return _("The demand balances.") + _unplaced(ledger)


def _unplaced(ledger: Ledger) -> str:
    """What of the claimed wins has no place yet, when there is some."""
    unplaced = ledger.claimed.unallocated
    return (
        " " + _("Of what is claimed won, %(amount)s has no place yet.", amount=short_money(unplaced))
        if unplaced
        else ""
    )
