"""The demo's three campaigns: an invented organization's, with real places and figures of other places as sourced examples."""

from __future__ import annotations

from datetime import timedelta

from crm.campaigns import queries, reference, service
from crm.campaigns.models import Campaign, CampaignLevel, FigureStage, LedgerSide
from crm.campaigns.service import NewCampaign, NewDemand, NewFigure
from crm.demo.service.crew import Crew

DENVER = "ocd-division/country:us/state:co/county:denver"


def make_campaigns(crew: Crew) -> dict[str, Campaign]:
    """Make the school, city and state campaigns with money, stages and goals, and adopt the facts."""
    service.load_facts(crew.actor("denise"))
    campaigns = {"school": _school(crew), "city": _city(crew), "state": _state(crew)}
    _lay_out(crew, campaigns["school"], "school_police")
    _lay_out(crew, campaigns["city"], "city_budget_calendar_year", left_open=("power_map",))
    _lay_out(crew, campaigns["state"], "state_budget")
    _goals(crew, campaigns)
    return campaigns


def _note(english: str) -> str:
    """What a practice campaign says of itself: nobody in it is real, and whose figures these are."""
    return f"Practice campaign of invented people. Figures: {english}, used as an example."


def _nota(spanish: str) -> str:
    """The same in Spanish."""
    return f"Campaña de práctica con personas inventadas. Cifras: {spanish}, usadas como ejemplo."


def _school(crew: Crew) -> Campaign:
    year = crew.today.year
    row = service.create_campaign(
        crew.actor("denise"),
        crew.now,
        NewCampaign(
            "Care in Our Schools",
            CampaignLevel.SCHOOL_DISTRICT,
            f"{DENVER}/school_district:denver_1",
            "Denver school district",
            short_name="Care in Our Schools",
            issues=["school_police", "schools"],
            lead_user_id=crew.users["denise"].id,
            decision_body="School Board",
            decision_body_es="Junta escolar",
            starts_on=crew.today - timedelta(days=120),
            decision_on=crew.today + timedelta(days=23),
            fiscal_year=f"{year + 1}-{(year + 2) % 100:02d}",
            votes_needed=4,
            public_summary=_note("the Los Angeles school district's plan of 2021"),
            public_summary_es=_nota("el plan de 2021 del distrito escolar de Los Ángeles"),
        ),
    )
    service.load_ledger_example(
        crew.actor("denise"),
        crew.now,
        row.id,
        "LED-LAUSD",
        stage=FigureStage.DEMANDED,
        document="Example: Los Angeles Unified, 2020 to 2021",
    )
    return row


def _city(crew: Crew) -> Campaign:
    actor, past = crew.actor("denise"), reference.history("MKE-2019")
    row = service.create_campaign(
        actor,
        crew.now,
        NewCampaign(
            "Care Not Cages",
            CampaignLevel.LOCAL,
            DENVER,
            "Denver, Colorado",
            issues=["police_budget", "housing", "youth_jobs"],
            lead_user_id=crew.users["denise"].id,
            decision_body="City Council",
            decision_body_es="Concejo municipal",
            starts_on=crew.today - timedelta(days=200),
            decision_on=crew.today + timedelta(days=70),
            fiscal_year=str(crew.today.year + 1),
            public_summary=_note("LiberateMKE, Milwaukee's budget of 2020"),
            public_summary_es=_nota("LiberateMKE, presupuesto de Milwaukee de 2020"),
        ),
    )
    document, url = "Example: LiberateMKE, Milwaukee, budget of 2020", past["source_1"]
    lines = service.load_ledger_example(actor, crew.now, row.id, "LED-MKE-20", document=document)
    demanded = NewFigure(FigureStage.DEMANDED, int(past["demand_divest_usd"]) * 100, document, url)
    service.add_figure(actor, crew.now, lines[0].id, demanded)
    placed = NewDemand(
        LedgerSide.INVEST,
        "Violence prevention, youth jobs and housing",
        "Prevención de la violencia, empleos para jóvenes y vivienda",
    )
    invested = NewFigure(FigureStage.DEMANDED, int(past["demand_invest_usd"]) * 100, document, url)
    service.add_demand(actor, crew.now, row.id, placed, (invested,))
    return row


def _state(crew: Crew) -> Campaign:
    actor, past = crew.actor("denise"), reference.history("NJ-150")
    row = service.create_campaign(
        actor,
        crew.now,
        NewCampaign(
            "Bring Our Youth Home",
            CampaignLevel.STATE,
            "ocd-division/country:us/state:co",
            "Colorado",
            issues=["youth_prisons", "restorative_justice"],
            lead_user_id=crew.users["denise"].id,
            decision_body="State Legislature",
            decision_body_es="Legislatura estatal",
            starts_on=crew.today - timedelta(days=130),
            decision_on=crew.today + timedelta(days=160),
            fiscal_year=f"{crew.today.year + 1}-{(crew.today.year + 2) % 100:02d}",
            public_summary=_note("150 Years is Enough, New Jersey, 2021"),
            public_summary_es=_nota("150 Years is Enough, Nueva Jersey, 2021"),
        ),
    )
    pilot = NewFigure(
        FigureStage.WON_CLAIMED,
        int(past["won_invest_usd"]) * 100,
        "Example: 150 Years is Enough, New Jersey, two-year pilot",
        past["source_1"],
        is_recurring=False,
    )
    for key, figures in (("X04-D", ()), ("X04-I", (pilot,))):
        plank = reference.demand(key)
        side = LedgerSide(plank["side"])
        service.add_demand(
            actor, crew.now, row.id, NewDemand(side, plank["title_en"], plank["title_es"], demand_key=key), figures
        )
    return row


def _lay_out(crew: Crew, campaign: Campaign, template: str, left_open: tuple[str, ...] = ()) -> None:
    """Stages backwards from the vote; those whose day is past are done on it, but for the ones left open."""
    actor = crew.actor("denise")
    service.lay_out_milestones(actor, crew.now, campaign.id, template)
    for stage in queries.stages(campaign.id, crew.today):
        if stage.due_on and stage.due_on < crew.today and stage.key not in left_open:
            service.finish_milestone(actor, crew.now, campaign.id, stage.key, stage.due_on)


def _goals(crew: Crew, campaigns: dict[str, Campaign]) -> None:
    """Goals of the school campaign and one of the city's; and Rosa's week."""
    actor = crew.actor("denise")
    wanted = (
        ("school", "one_on_ones", 48),
        ("school", "attended", 45),
        ("school", "commitments_kept", 45),
        ("school", "texts_replied", 12),
        ("city", "one_on_ones", 20),
    )
    for key, measure, target in wanted:
        campaign = campaigns[key]
        first, last = campaign.starts_on or crew.today, campaign.decision_on or crew.today
        service.set_goal(actor, measure, target, first, last, campaign_id=campaign.id)
    monday = crew.today - timedelta(days=crew.today.weekday())
    sunday = monday + timedelta(days=6)
    service.set_goal(actor, "one_on_ones", 5, monday, sunday, user_id=crew.users["rosa"].id)
