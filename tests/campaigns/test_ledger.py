"""The nine example ledgers balance to the dollar, and what is not known is never zero."""

from __future__ import annotations

import pytest

from crm.accounts.models import Organization
from crm.campaigns import queries, reference, service
from crm.campaigns.models import FigureStage, LedgerSide
from crm.campaigns.service import NewDemand, NewFigure
from crm.core.errors import NotFound, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory

DEMANDED = FigureStage.DEMANDED


def test_there_are_nine_examples() -> None:
    assert len(reference.ledger_ids()) == 9


@pytest.mark.parametrize("ledger_id", reference.ledger_ids())
def test_every_example_balances_to_the_dollar(make: Factory, organization: Organization, ledger_id: str) -> None:
    campaign = make.campaign()
    service.load_ledger_example(make.actor(organization), make.now, campaign.id, ledger_id)
    ledger, lines = queries.ledger(campaign.id), reference.ledger_example(ledger_id)
    stage = service.money.EXAMPLE_STAGES[lines[0]["ledger_kind"]]
    totals = ledger.totals(stage)
    assert totals.is_balanced and totals.gap == 0
    for side in LedgerSide:
        dollars = [int(line["amount_usd"]) for line in lines if line["side"] == side.value]
        assert getattr(totals, side.value) == (100 * sum(dollars) if dollars else None)
    assert all(line.source and line.source.url.startswith("http") for line in ledger.lines)
    assert all(line.title and line.title_es for line in ledger.lines)
    assert ledger.verified.is_known is False


def test_a_gap_is_named_and_unknown_is_not_zero(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign()
    assert queries.ledger(campaign.id).gap is None
    taken = (NewFigure(DEMANDED, 500_00, "Proposed budget", page="12"),)
    service.add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.DIVEST, "School police"), taken)
    assert queries.ledger(campaign.id).gap is None
    counselors = service.add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.INVEST, "Counselors"))
    ledger = queries.ledger(campaign.id)
    assert (ledger.demanded.invest, ledger.gap, ledger.is_balanced) == (None, None, False)
    service.add_figure(actor, make.now, counselors.id, NewFigure(DEMANDED, 300_00, "Our proposal"))
    assert (queries.ledger(campaign.id).gap, queries.ledger(campaign.id).is_balanced) == (200_00, False)
    service.add_figure(actor, make.now, counselors.id, NewFigure(DEMANDED, 500_00, "Our proposal, second version"))
    assert queries.ledger(campaign.id).is_balanced
    service.add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.INVEST, "Nurses"))
    assert not queries.ledger(campaign.id).is_balanced


def test_zero_is_known(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign()
    nothing = (NewFigure(FigureStage.WON_CLAIMED, 0, "Minutes of the vote"),)
    service.add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.DIVEST, "Jail beds"), nothing)
    assert queries.ledger(campaign.id).claimed.divest == 0
    assert queries.ledger(campaign.id).verified.divest is None


def test_a_figure_needs_its_document(make: Factory, organization: Organization) -> None:
    actor, campaign = make.actor(organization), make.campaign()
    row = service.add_demand(actor, make.now, campaign.id, NewDemand(LedgerSide.DIVEST, "Jail beds"))
    with pytest.raises(Refused, match="document"):
        service.add_figure(actor, make.now, row.id, NewFigure(DEMANDED, 1, "  "))
    with pytest.raises(Refused, match="below zero"):
        service.add_figure(actor, make.now, row.id, NewFigure(DEMANDED, -1, "Budget"))


def test_two_organizations(make: Factory, organization: Organization) -> None:
    campaign = make.campaign()
    service.load_ledger_example(make.actor(organization), make.now, campaign.id, "LED-MKE-22")
    stranger = make.organization()
    with in_organization(stranger.id):
        assert queries.ledger(campaign.id).lines == ()
        with pytest.raises(NotFound):
            queries.get_campaign(campaign.id)
        with pytest.raises(NotFound):
            service.add_demand(make.actor(stranger), make.now, campaign.id, NewDemand(LedgerSide.INVEST, "Schools"))
