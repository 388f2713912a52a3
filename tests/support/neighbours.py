"""Two organizations with rows in every room: the demo after a busy day, and a small one whose users look around."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from crm.accounts.models import Organization, User
from crm.accounts.queries import find_organization
from crm.actions.models import Action
from crm.boards.service import share_board
from crm.campaigns.models import Campaign, DecisionMaker, Goal
from crm.commitments.models import Task
from crm.commitments.service import NewTask, TaskKind, create_task
from crm.contacts.models import (
    Contact,
    CustomField,
    FieldKind,
    RelationshipKind,
    Segment,
    StaticList,
    Tag,
    Turf,
)
from crm.contacts.service import NewContact, create_contacts, fields, suggest_duplicate, tagging, tags, turf
from crm.contacts.service.households import put_in_household
from crm.contacts.service.lists import add_to_list, create_list
from crm.contacts.service.merging import merge
from crm.contacts.service.relationships import relate
from crm.contacts.service.segments import save_segment
from crm.core.actor import Actor, Role
from crm.core.clock import local_date
from crm.core.database import Model, db
from crm.core.phones import format_national
from crm.core.scope import everywhere, in_organization
from crm.demo import zoom
from crm.demo.names import KNOWN
from crm.demo.service import load_demo
from crm.demo.service.gatherings import WEBINAR_ID
from crm.imports.models import Export, ExportStatus
from crm.imports.service import Agreement, apply, preview
from crm.one_on_ones.models import Channel, OneOnOne, OneOnOneKind
from crm.places.models import OwnDivision
from crm.places.service import add_divisions, say_places
from crm.sms.models import (
    Blast,
    BlastStatus,
    Conversation,
    Direction,
    Message,
    SenderAccount,
    Track,
)
from crm.sms.queries.follow_up import Draft, FollowUpPlan
from crm.sms.service import consent
from crm.sms.service.alerts import raise_alert
from crm.sms.service.blasts import send_follow_up
from crm.sms.service.pictures import keep_picture
from crm.sms.service.senders import ensure_simulated, token_of
from tests.imports.support import registration
from tests.sms.inbox_support import reach, text_in
from tests.support.doors import busy_door
from tests.support.factories import Factory
from tests.support.neighbour_ids import rows_of
from tests.support.neighbour_rows import DOUBT, Rows
from tests.support.neighbours_campaigns import beside_seats, write_down_seat
from tests.support.neighbours_coalitions import allied
from tests.support.neighbours_sequences import sequenced
from tests.support.turned_out import turned_out

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
CITY = "ocd-division/country:us/state:il/place:chicago"


def busy_demo(now: datetime) -> Rows:
    """The demo organization after an import, a preview left open, a blast under way, and answers."""
    load_demo(now)
    organization = find_organization("puente-abierto")
    assert organization is not None
    with in_organization(organization.id):
        action = db.session.scalars(select(Action).where(Action.webinar_id == WEBINAR_ID)).one()
        actor = _actor(Role.COORDINATOR)
        webinar = zoom.Webinar(action.title, WEBINAR_ID, action.starts_at, action.minutes or 90, action.time_zone)
        first = preview(actor, now, zoom.registration_report(webinar).encode(), "registered.csv", None, action.id)
        apply(actor, now, first.id, Agreement(question=zoom.QUESTION))
        preview(actor, now, zoom.attendee_report(webinar).encode(), "came.csv", None, action.id)
        preview(actor, now, b"Nombre,Correo,Barrio\nZoe Vidal,zoe@example.org,Sur\n", "vecinas.csv")
        words = {"en": "{org}: We missed you. STOP to opt out", "es": "{org}: Te extrañamos. STOP para salir"}
        plan = FollowUpPlan(action.id, (Draft(Track.DID_NOT_COME, words, None, True),))
        assert send_follow_up(actor, now, plan, "a-busy-day")
        keep_picture(actor, now, "fist.gif", GIF)
        _tagged(actor, now, db.session.scalars(select(Contact.id).order_by(Contact.id)).first() or 0)
        _ask_for_a_file(actor, now)
        _related(actor, now)
        turned_out(actor, now, action)
        allied(actor, now, db.session.scalars(select(Campaign.id)).first() or 0)
        share_board(actor, now, db.session.scalars(select(Campaign.id)).first() or 0, "The coalition", now.date())
        beside_seats(
            actor, now, "First", action, db.session.scalars(select(Contact.id).order_by(Contact.id)).first() or 0
        )
        busy_door(actor, now, action.id)
        raise_alert(ensure_simulated().account_sid, "21408", "texts to that region are not switched on", now)
        text_in(KNOWN[3].phone, "Yes, Darnell and my two cousins", now)
        text_in(KNOWN[5].phone, DOUBT, now)
        for row in db.session.scalars(select(Message).where(Message.direction == Direction.IN)):
            row.media = [{"url": "https://api.twilio.com/picture", "type": "image/png", "bytes": 0}]
        return rows_of(organization.id)


def small_organization(make: Factory) -> tuple[Organization, Rows]:
    """Another practice organization, with one row in most rooms."""
    organization = make.organization(is_practice=True, name="Second Street Assembly")
    with in_organization(organization.id):
        user = make.user(organization, Role.LEAD, name="Second Lead")
        actor, now = Actor(organization.id, user.id, user.name, user.role), make.now
        campaign = make.campaign(name="Second campaign", short_name="Second")
        action = make.action(title="Second webinar", campaign_id=campaign.id)
        person = make.contact(first_name="Zelda", last_name="Second", owner_user_id=user.id)
        text_in(reach(person, "+17195550190", now), DOUBT, now)
        raise_alert(ensure_simulated().account_sid, "21408", "texts to that region are not switched on", now)
        _small_rows(make, actor, campaign, action, person)
        write_down_seat(actor, now, campaign.id, person.id)
        beside_seats(actor, now, "Second", action, person.id)
        allied(actor, now, campaign.id)
        keep_picture(actor, now, "fist.gif", GIF)
        _tagged(actor, now, person.id)
        busy_door(actor, now, action.id)
        _related(actor, now)
        turned_out(actor, now, action)
        preview(actor, now, registration("Zelda,Second,zelda@example.org,719-555-0190,Yes,approved"), "second.csv")
        return organization, rows_of(organization.id)


def _small_rows(make: Factory, actor: Actor, campaign: Campaign, action: Action, person: Contact) -> None:
    save_segment(actor, make.now, "Second segment", [])
    add_to_list(actor, make.now, create_list(actor, make.now, "Second list").id, [person.id])
    today, now = local_date(make.now, "America/Denver"), make.now
    _ask_for_a_file(actor, now)
    goal = {"measure": "one_on_ones", "target": 5, "starts_on": today, "ends_on": today + timedelta(days=9)}
    make.add(Goal(campaign_id=campaign.id, **goal))
    create_task(actor, now, NewTask(person.id, actor.user_id or 0, TaskKind.CALL, "Call her", today, "one_on_one"))
    sat_down = {"kind": OneOnOneKind.CHECK_IN, "channel": Channel.PHONE, "met_at": now, "logged_at": now}
    make.add(OneOnOne(contact_id=person.id, organizer_user_id=actor.user_id, campaign_id=campaign.id, **sat_down))
    values = {"name": "Second blast", "status": BlastStatus.SENDING, "send_at": now, "submit_key": "second"}
    bodies = {"en": "Hello", "es": "Hola"}
    make.add(Blast(action_id=action.id, program_id=consent.default_program().id, bodies=bodies, **values))


def _tagged(actor: Actor, now: datetime, contact_id: int) -> None:
    """A tag of the organization's own, put on one person as a bulk act; a field, a ward and a turf."""
    tag = tags.create_tag(actor, now, tags.TagWords(f"Tag of organization {actor.organization_id}"))
    tagging.tag_many(actor, now, [contact_id], tag.id)
    asked = fields.FieldWords(f"Field of organization {actor.organization_id}", FieldKind.TEXT)
    fields.create_field(actor, now, asked)
    ward = f"ward:{actor.organization_id}"
    add_divisions(actor, now, CITY, [(ward, f"Ward of organization {actor.organization_id}")])
    say_places(actor, now, contact_id, [f"{CITY}/{ward}"])
    own = turf.create_turf(actor, now, turf.TurfWords(f"Turf of organization {actor.organization_id}"), actor.user_id)
    turf.move_people(actor, now, [contact_id], own.id)


def _related(actor: Actor, now: datetime) -> None:
    """Somebody who is here twice, or may be, for certain or not, and a household."""
    first = db.session.scalars(select(Contact).order_by(Contact.id)).first()
    assert first is not None
    twins = [NewContact(first_name=first.first_name, last_name=first.last_name, city=f"Town {n}") for n in range(3)]
    asked, certain, joined = create_contacts(actor, now, twins)
    for other, is_certain in ((asked, False), (certain, True)):
        row = suggest_duplicate(first.id, other, ["The name is the same"])
        row.is_certain = is_certain
    merge(actor, now, first.id, joined)
    put_in_household(actor, now, [first.id, asked])
    relate(actor, now, first.id, asked, RelationshipKind.FRIEND, 3)
    sequenced(actor, now, first.id)


def _ask_for_a_file(actor: Actor, now: datetime) -> None:
    """Leave a file out that waits for somebody's approval."""
    asked = {"what": "contacts", "format": "csv", "rows": 60, "reason": "For the school board's hearing"}
    db.session.add(Export(status=ExportStatus.REQUESTED, created_by_id=actor.user_id, created_at=now, **asked))
    db.session.flush()


def words_of(organization_id: int) -> set[str]:
    """What nobody else may read: names, numbers, addresses, titles and answers."""
    with in_organization(organization_id):
        found = {row.full_name for row in db.session.scalars(select(Contact))}
        found |= {row.phone for row in db.session.scalars(select(Conversation))}
        found |= {format_national(phone) for phone in found if phone.startswith("+")}
        found |= {text for row in db.session.scalars(select(Action)) for text in (row.title, row.title_es)}
        found |= {row.name for model in (Campaign, DecisionMaker) for row in db.session.scalars(select(model))}
        found |= {row.name for row in db.session.scalars(select(Blast))}
        found |= {text for row in db.session.scalars(select(User)) for text in (row.name, row.email)}
        found |= {row.title for row in db.session.scalars(select(Task))}
        found |= {row.name for model in (Segment, StaticList) for row in db.session.scalars(select(model))}
        found |= {row.name for row in db.session.scalars(select(Tag))}
        found |= {row.label for row in db.session.scalars(select(CustomField))}
        found |= {row.name for model in (Turf, OwnDivision) for row in db.session.scalars(select(model))}
        incoming = select(Message.body).where(Message.direction == Direction.IN)
        found |= {body for body in db.session.scalars(incoming) if len(body) > 24}
    return {word for word in found if word} | {"Puente Abierto"}


def dump(organization_id: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of an organization, by table; and the organization itself."""
    found = {}
    with everywhere("a test compares all rows of an organization"):
        connection = db.session.connection()
        for name, table in sorted(Model.metadata.tables.items()):
            column = table.c.id if name == "organizations" else table.c.get("organization_id")
            if column is not None:
                query = select(table).where(column == organization_id).order_by(*table.primary_key)
                found[name] = [tuple(row) for row in connection.execute(query)]
    return found


def crossing_references() -> dict[str, int]:
    """How many rows of one organization point at a row of another, by column."""
    found = {}
    with everywhere("a test looks for references between organizations"):
        for name, table in Model.metadata.tables.items():
            for key in table.foreign_keys if "organization_id" in table.c else ():
                far = key.column.table.alias()
                if "organization_id" in far.c:
                    is_across = far.c.organization_id != table.c.organization_id
                    query = select(func.count()).select_from(table.join(far, key.parent == far.c[key.column.name]))
                    found[f"{name}.{key.parent.name}"] = (
                        db.session.connection().execute(query.where(is_across)).scalar()
                    )
    return {column: count for column, count in found.items() if count}


def webhook_token(organization_id: int) -> str:
    """What an organization's provider signs its calls with."""
    with in_organization(organization_id):
        return token_of(db.session.scalars(select(SenderAccount)).one())


def unowned_tables() -> set[str]:
    """The tables whose rows belong to no organization."""
    return {name for name, table in Model.metadata.tables.items() if "organization_id" not in table.c}


def _actor(role: Role) -> Actor:
    user = db.session.scalars(select(User).where(User.role == role)).first()
    assert user is not None
    return Actor(user.organization_id, user.id, user.name, role)
