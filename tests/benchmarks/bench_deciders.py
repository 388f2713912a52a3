"""Who decides, the ways to her and the strategy of a campaign in a city of a hundred thousand people."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import event, insert, select, update

from crm.accounts.models import Organization
from crm.campaigns.models import Acquaintance, Closeness
from crm.campaigns.service import deciders
from crm.campaigns.service.deciders import NewDecisionMaker
from crm.contacts.models import Contact
from crm.core.actor import system_actor
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization, set_organization
from crm.leadership.models import Leading
from crm.places.models import ContactDivision, PlaceSource
from tests.benchmarks.ground import DATABASES, NOW, application, percentile, time_both
from tests.benchmarks.multitude import gather, many_names, settle, table_of
from tests.support.factories import Factory, sign_in

PEOPLE, SEATS, KNOWN, REQUESTS, MOST_MS = 100_000, 50, 400, 20, 100.0
CITY = "ocd-division/country:us/state:il/place:chicago"


def main() -> None:
    """Print CPU and statements of each page on each database, and say which is above the aim."""
    for database in DATABASES:
        with application(database) as app:
            organization, _shown = gather(many_names(), PEOPLE)
            campaign_id, target_id = _fight(organization)
            settle()
            with in_organization(organization.id):
                user = Factory(NOW).user(organization)
                db.session.commit()
                client = sign_in(app.test_client(), user)
            with app.app_context():
                for address in (
                    f"/campaigns/{campaign_id}/deciders?who={target_id}",
                    f"/campaigns/targets/{target_id}/ways",
                    f"/campaigns/targets/{target_id}/members",
                    f"/campaigns/{campaign_id}/strategy",
                    f"/campaigns/{campaign_id}",
                ):
                    _measure(client, address, database)


def _fight(organization: Organization) -> tuple[int, int]:
    """A campaign over the city with a seat for each ward; people live in wards, know a decider, and lead one another."""
    actor = system_actor(organization.id)
    with in_organization(organization.id), unit_of_work():
        make = Factory(NOW)
        campaign = make.campaign(ocd_id=CITY)
        wards = [f"{CITY}/ward:{number}" for number in range(1, SEATS + 1)]
        names = [NewDecisionMaker(f"Seat {place}", ocd_id=ward) for place, ward in enumerate(wards)]
        targets = [deciders.add_target(actor, NOW, campaign.id, new) for new in names]
        people = list(db.session.scalars(select(Contact.id).order_by(Contact.id)))
        owner = {"organization_id": organization.id, "created_at": NOW, "updated_at": NOW}
        lives = [
            owner | {"contact_id": one, "ocd_id": ocd_id, "source": PlaceSource.ADDRESS, "at": NOW}
            for one in people
            for ocd_id in (CITY, wards[one % SEATS])
        ]
        db.session.execute(insert(table_of(ContactDivision)), lives)
        known = [
            owner
            | {
                "decision_maker_id": targets[one % 10].decision_maker_id,
                "contact_id": one,
                "closeness": Closeness.KNOWS if one % 3 else Closeness.KNOWS_STAFF,
                "strength": 1 + one % 3,
            }
            for one in people[:KNOWN]
        ]
        db.session.execute(insert(table_of(Acquaintance)), known)
        leads = [
            owner | {"leader_contact_id": people[place // 8], "member_contact_id": one, "since": NOW}
            for place, one in enumerate(people[KNOWN : PEOPLE // 2])
        ]
        db.session.execute(insert(table_of(Leading)), leads)
        brought = update(Contact).where(Contact.id > people[PEOPLE // 2])
        db.session.execute(brought.values(recruited_by_id=Contact.id % KNOWN + people[0]))
        return campaign.id, targets[0].id


def _measure(client: FlaskClient, address: str, database: str) -> None:
    assert client.get(address).status_code == 200, address
    said: list[str] = []

    def note(_connection: object, _cursor: object, text: str, *_rest: object) -> None:
        said.append(text)

    event.listen(db.engine, "before_cursor_execute", note)
    cpu, _wall = time_both(iter([lambda: client.get(address)] * REQUESTS))
    event.remove(db.engine, "before_cursor_execute", note)
    set_organization(None)
    high = percentile(cpu, 0.95)
    print(
        f"{address:<34} {database:<11} CPU p95 {high:6.1f} ms, {len(said) / REQUESTS:.0f} statements"
        f"{'   above the aim' if high > MOST_MS else ''}",
        flush=True,
    )
