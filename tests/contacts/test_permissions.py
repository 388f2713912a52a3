"""What a guardian, or a grown person, allows: nothing reaches a minor by text or picture without it, and it is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.contacts.models import Contact, PermissionFor
from crm.contacts.queries.permissions import minors_not_to_picture, permissions_of
from crm.contacts.service.permissions import NewPermission, record_permission
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.scope import in_organization
from crm.signins.queries import select_here
from crm.signins.service import SignInMethod, record_sign_in
from crm.sms.queries.gate import Why, may_text
from tests.support.factories import Factory, sign_in
from tests.support.texting import member

TEXTS, PICTURES = PermissionFor


@pytest.fixture
def rosa(organization: Organization, make: Factory) -> Actor:
    """An organizer."""
    return make.actor(organization, Role.ORGANIZER)


def test_a_minor_is_texted_after_the_guardians_yes_and_no_longer_after_the_no(
    rosa: Actor, make: Factory, organization: Organization, now: datetime
) -> None:
    nina, phone = member(make, organization, first_name="Nina", is_minor=True)
    assert may_text(phone, nina.id).reason is Why.MINOR
    with pytest.raises(Refused, match="minor’s own yes"):
        record_permission(rosa, now, nina.id, NewPermission(TEXTS, True, "May we?", " "))
    assert may_text(phone, nina.id).reason is Why.MINOR
    record_permission(rosa, now, nina.id, NewPermission(TEXTS, True, "May we?", "Elena Ruiz"))
    assert may_text(phone, nina.id).allowed
    record_permission(rosa, now, nina.id, NewPermission(TEXTS, False, "May we?", "Elena Ruiz"))
    assert may_text(phone, nina.id).reason is Why.MINOR
    with pytest.raises(Refused, match="agrees to texts herself"):
        record_permission(rosa, now, make.contact().id, NewPermission(TEXTS, True, "May we?", "Elena Ruiz"))


def test_the_action_says_whom_to_keep_out_of_pictures(
    rosa: Actor, make: Factory, organization: Organization, now: datetime, client: FlaskClient
) -> None:
    action = make.action(starts_at=now - timedelta(minutes=5))
    nina, leo, omar = (make.contact(first_name=name, is_minor=minor) for name, minor in
                       (("Nina", True), ("Leo", True), ("Omar", None)))  # fmt: skip
    for one in (nina, leo, omar):
        record_sign_in(rosa, now, one.id, action.id, method=SignInMethod.DOOR_TAP)
    record_permission(rosa, now, leo.id, NewPermission(PICTURES, False, "Pictures?", "Sam Diaz"))
    record_permission(rosa, now, leo.id, NewPermission(PICTURES, True, "Pictures?", "Sam Diaz"))
    # What Nina said before anybody knew her age is not her guardian's word.
    nina.is_minor = None
    record_permission(rosa, now, nina.id, NewPermission(PICTURES, True, "Pictures?"))
    nina.is_minor = True
    db.session.commit()
    assert [one.called for one in minors_not_to_picture(select_here(action.id))] == ["Nina"]
    page = sign_in(client, make.user(organization, Role.ORGANIZER)).get(f"/actions/{action.id}").text
    assert "Before a picture" in page and ">Nina" in page and ">Leo" not in page


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"about": "photographs", "answer": "yes", "guardian": "Elena Ruiz", "how": "paper"}, 302, ""),
        ({"about": "photographs", "answer": "yes", "guardian": ""}, 422, "Write the name of the parent"),
        ({"about": "photographs", "guardian": "Elena Ruiz"}, 422, "yes or no"),
        ({"about": "shoes", "answer": "yes"}, 422, "agrees to texts herself"),
    ],
)
def test_the_card_asks_in_words_and_loses_nothing(
    client: FlaskClient, organization: Organization, make: Factory, fields: dict[str, str], status: int, said: str
) -> None:
    nina: Contact = make.contact(first_name="Nina", is_minor=True)
    path = f"/people/{nina.id}"
    sign_in(client, make.user(organization, Role.ORGANIZER))
    page = client.get(path).text
    assert "No guardian’s yes yet: no pictures." in page and "who is under 18, without a name or school?" in page
    answer = client.post(f"{path}/permissions", data=fields)
    assert answer.status_code == status and said in answer.text
    assert fields.get("guardian", "") in answer.text or status == 302
    with in_organization(organization.id):
        held = permissions_of(nina.id)
        assert set(held) == ({PICTURES} if status == 302 else set())
        assert all("pictures of Nina" in one.words and one.how == "paper" for one in held.values())
    if status == 302:
        assert "said by Elena Ruiz" in client.get(path).text
