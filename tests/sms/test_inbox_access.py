"""Who sees and changes which conversation."""

from __future__ import annotations

from datetime import datetime

import pytest

from crm.accounts.models import Organization
from crm.core.actor import Role
from crm.core.scope import in_organization
from crm.sms.models import ConversationState
from tests.sms.inbox_support import Visitor, again, outgoing, reach, text_in
from tests.support.factories import Factory

QUESTION = "What time does it start?"

pytestmark = pytest.mark.usefixtures("one_moment")


@pytest.mark.parametrize(
    ("role", "own", "given", "others"),
    [
        (Role.ADMIN, 200, 200, 200),
        (Role.LEAD, 200, 200, 200),
        (Role.COORDINATOR, 200, 200, 200),
        (Role.ORGANIZER, 200, 200, 404),
        (Role.TEXTER, 404, 200, 404),
        (Role.PARTNER, 403, 403, 403),
    ],
)
def test_each_role_sees_its_conversations(
    organization: Organization,
    make: Factory,
    visitor: Visitor,
    now: datetime,
    role: Role,
    own: int,
    given: int,
    others: int,
) -> None:
    user = make.user(organization, role)
    hers = text_in(reach(make.contact(owner_user_id=user.id), make.phone(), now), QUESTION, now)
    assigned = text_in(reach(make.contact(first_name="Tanya"), "+13035550170", now), QUESTION, now)
    assigned.assigned_to_id = user.id
    strange = text_in(reach(make.contact(), make.phone(), now), QUESTION, now)
    visitor.sign_in(user)
    for thread, status in ((hers, own), (assigned, given), (strange, others)):
        assert visitor.get(f"/texting/{thread.id}").status_code == status
        answered = visitor.act(thread, "answer", body="Hello", submit_key="k")
        assert answered == {200: 303}.get(status, status)
        assert visitor.act(thread, "done") == {200: 303}.get(status, status)
    shown = visitor.get("/texting?show=all").text.count('inbox-row"')
    assert shown == (0 if role is Role.PARTNER else [own, given, others].count(200))


def test_a_texter_sees_a_first_name_and_the_end_of_a_number(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    texter = make.user(organization, Role.TEXTER)
    person = make.contact(first_name="Tanya", last_name="Brooks")
    thread = text_in(reach(person, "+13035550170", now), QUESTION, now)
    thread.assigned_to_id = texter.id
    visitor.sign_in(texter)
    for address in ("/texting", f"/texting/{thread.id}"):
        page = visitor.get(address).text
        assert "Tanya" in page and "Brooks" not in page and "555-0170" not in page
    assert "0170" in visitor.get(f"/texting/{thread.id}").text
    assert "Organizer</dt>" not in visitor.get(f"/texting/{thread.id}").text
    for act in ("assign", "task", "person"):
        assert visitor.act(thread, act) == 403


def test_another_organization_sees_and_changes_nothing(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    person = make.contact()
    thread = text_in(reach(person, make.phone(), now), QUESTION, now)
    visitor.sign_in(make.user(make.organization(), Role.ADMIN))
    assert visitor.get(f"/texting/{thread.id}").status_code == 404
    assert visitor.get(f"/texting/{thread.id}/thread").status_code == 404
    assert visitor.get(f"/texting/to/{person.id}").status_code == 404
    for act in ("answer", "done", "assign", "hold", "undo", "task", "person"):
        assert visitor.act(thread, act, body="Hi", submit_key="k", message_id=1, first_name="X") == 404
    assert visitor.get("/texting?show=all").text.count('inbox-row"') == 0
    assert "0 waiting" in visitor.get("/texting").text
    with in_organization(organization.id):
        assert not outgoing() and again(thread).state is ConversationState.NEEDS_REPLY
