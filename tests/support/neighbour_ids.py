"""A value for every argument of an address, found among an organization's rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from crm.accounts.models import User
from crm.actions.models import Action
from crm.audit.models import Batch
from crm.campaigns.models import Campaign, Goal, Milestone
from crm.commitments.models import CommitmentEvent, Task
from crm.contacts.models import (
    ContactMerge,
    CustomField,
    DuplicateSuggestion,
    Household,
    Relationship,
    Segment,
    StaticList,
    Tag,
    Turf,
)
from crm.core.database import db
from crm.imports.models import Export, ImportRow, ImportRun, ImportStatus
from crm.one_on_ones.models import OneOnOne
from crm.places.models import OwnDivision
from crm.sms.models import (
    Blast,
    BlastStatus,
    Conversation,
    Message,
    OptOut,
    OptOutReason,
    Picture,
    SenderAccount,
    SenderAlert,
    Template,
)
from tests.support.doors import ids_of_doors
from tests.support.neighbour_rows import DOUBT, Rows
from tests.support.neighbours_campaigns import ids_of_deciders
from tests.support.neighbours_coalitions import ids_of_coalitions
from tests.support.neighbours_sequences import ids_of_sequences
from tests.support.turned_out import ids_of_turnout


def rows_of(organization_id: int) -> Rows:
    """A value for every argument of an address, found among the organization's rows."""
    one_on_one = db.session.scalars(select(OneOnOne).order_by(OneOnOne.id)).first()
    assert one_on_one is not None
    previews, lists = (_previews(is_list) for is_list in (False, True))
    ids: dict[str, list[Any]] = {
        "contact_id": [one_on_one.contact_id],
        "one_on_one_id": [one_on_one.id],
        "action_id": _ids(select(Action.id).where(Action.kind == "webinar")),
        "campaign_id": _ids(select(Campaign.id)),
        "goal_id": _ids(select(Goal.id)),
        **_ids_of_texts(),
        "task_id": _ids(select(Task.id)),
        "stage_number": [1],
        "run_id": [*_ids(previews), *_ids(select(ImportRun.id).where(ImportRun.status == ImportStatus.APPLIED))],
        "list_run_id": _ids(lists),
        "row_id": _ids(select(ImportRow.id)),
        "export_id": _ids(select(Export.id)),
        "user_id": _ids(select(User.id)),
        "batch_id": _ids(select(Batch.id)),
        **_ids_about_people(),
        **ids_of_deciders(),
        **ids_of_coalitions(),
        "key": _ids(select(Milestone.key)) or ["research"],
        **ids_of_turnout(),
        "change": ["pause", "resume", "cancel", "approve"],
        "report": ["registration", "attendees"],
        **ids_of_doors(),
        **ids_of_sequences(),
    }
    sent_phone = db.session.scalars(select(Conversation.phone).where(Conversation.last_body == DOUBT)).one()
    few = {name: values if name == "change" else values[:2] for name, values in ids.items()}
    sent_email = db.session.scalars(select(User.email).order_by(User.id)).first() or ""
    return Rows(organization_id, few, sent_phone, sent_email)


def _ids_of_texts() -> dict[str, list[Any]]:
    """The same of texting."""
    held = select(Conversation.id).where(Conversation.last_body == DOUBT)
    by_text = select(CommitmentEvent.message_id).where(CommitmentEvent.message_id.is_not(None))
    return {
        "conversation_id": [*_ids(held), *_ids(select(Message.conversation_id).where(Message.id.in_(by_text)))],
        "message_id": _ids(by_text),
        "given_id": _ids(by_text),
        "file_number": [0],
        "opt_out_id": _ids(select(OptOut.id).where(OptOut.reason == OptOutReason.HELD)),
        "blast_id": _ids(select(Blast.id).where(Blast.status == BlastStatus.SENDING)),
        "account_id": _ids(select(SenderAccount.id)),
        "alert_id": _ids(select(SenderAlert.id)),
        "account_sid": _ids(select(SenderAccount.account_sid)),
        "provider_sid": _ids(select(Message.provider_sid).where(Message.provider_sid.is_not(None))),
        "template_id": _ids(select(Template.id)),
        "picture_id": _ids(select(Picture.id)),
        "picture_token": _ids(select(Picture.token)),
    }


def _ids_about_people() -> dict[str, list[Any]]:
    """The same of what people are grouped by, and of who is here twice."""
    return {
        "tag_id": _ids(select(Tag.id)),
        "field_id": _ids(select(CustomField.id)),
        "turf_id": _ids(select(Turf.id)),
        "ocd_id": _ids(select(OwnDivision.ocd_id)),
        "suggestion_id": _ids(select(DuplicateSuggestion.id).where(DuplicateSuggestion.status == "open")),
        "twin_id": _ids(select(DuplicateSuggestion.other_id).where(DuplicateSuggestion.status == "open")),
        "household_id": _ids(select(Household.id)),
        "relationship_id": _ids(select(Relationship.id)),
        "merge_id": _ids(select(ContactMerge.batch_id)),
        "segment_id": _ids(select(Segment.id)),
        "list_id": _ids(select(StaticList.id)),
    }


def _previews(is_list: bool) -> Any:
    """The imports that wait for a person: of lists, or of a webinar's reports."""
    waiting = select(ImportRun.id).where(ImportRun.status == ImportStatus.PREVIEW)
    return waiting.where((ImportRun.kind == "people") == is_list)


def _ids(query: Any) -> list[Any]:
    return list(db.session.scalars(query))
