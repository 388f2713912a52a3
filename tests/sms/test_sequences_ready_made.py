"""Every ready-made sequence runs as it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crm.accounts.models import Organization
from crm.signins.service import SignInMethod, record_sign_in
from crm.sms.models import SequenceStatus
from crm.sms.ready_made import READY_MADE
from crm.sms.sequence_plans import send
from crm.sms.service import sequences
from tests.sms.sequence_support import WORDS, Evening
from tests.support.factories import Factory

TEXT = send("", **WORDS)


@pytest.fixture
def evening(organization: Organization, make: Factory, now: datetime) -> Evening:
    """A Tuesday afternoon in Denver."""
    return Evening(organization, make, now)


@pytest.mark.parametrize("key", READY_MADE)
def test_every_ready_made_one_runs_as_it_is(evening: Evening, make: Factory, key: str) -> None:
    later = make.action(starts_at=evening.now + timedelta(days=12), ask="testify", ask_es="testificar")
    action = make.action(recording_url="https://example.org/r", short_title="Budget 101")
    about = later if key == "turnout" else action
    present = evening.person()[0]
    record_sign_in(evening.actor, evening.now, present.id, action.id, method=SignInMethod.IMPORT)
    row = sequences.use_ready_made(evening.actor, evening.now, key, "Ours", about.id)
    if key in ("webinar_left_early", "webinar_did_not_come", "webinar_replay"):
        action.campaign_id = later.campaign_id = make.campaign().id
    later.place = "City Hall"
    assert sequences.start_sequence(evening.actor, evening.now, row.id).status is SequenceStatus.RUNNING
