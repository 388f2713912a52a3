"""Everything that goes out, subject by subject, and what stays in and why."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from crm.accounts.models import User
from crm.actions.models import Action
from crm.audit.models import AuditEntry, Batch
from crm.campaigns.models import BudgetFigure, Campaign, Demand, Goal, Milestone
from crm.commitments.models import Commitment, CommitmentEvent, Task
from crm.contacts.models import EmailConsent
from crm.core.actor import LEADS, TEXTING, Role
from crm.core.errors import N_
from crm.core.registry import Registry
from crm.imports.exporting.attendance import SIGN_IN_COLUMNS
from crm.imports.exporting.attendance import sign_ins as read_sign_ins
from crm.imports.exporting.coalition_subjects import of_sharing
from crm.imports.exporting.counting import count_sign_ins
from crm.imports.exporting.decider_subjects import of_deciders
from crm.imports.exporting.ladder_subjects import of_ladder
from crm.imports.exporting.money_subjects import of_money
from crm.imports.exporting.people_subjects import of_groups, of_people, of_permissions, of_relations
from crm.imports.exporting.sequences import of_sequences
from crm.imports.exporting.subject import Subject, of_query, of_table
from crm.imports.exporting.talks import ONE_ON_ONES
from crm.imports.exporting.turnout_subjects import of_turnout
from crm.imports.models import Export, ImportRun
from crm.one_on_ones.models import Assessment
from crm.signins.models import SignIn, WebinarPresence
from crm.sms.models import (
    Blast,
    Consent,
    Conversation,
    ConversationNote,
    HandOffNote,
    LeftOut,
    Message,
    OptOut,
    Program,
    Template,
    TemplateVersion,
)

EVERYTHING = "everything"
subjects: Registry[Subject] = Registry("subject of a file out")


def listed() -> Iterator[Subject]:
    """Every subject in the order of a take-out."""
    return subjects.values()


def _of_meetings() -> Iterator[Subject]:
    yield of_table(
        "actions",
        N_("Actions"),
        Action,
        "title title_es kind campaign_id starts_at ends_at time_zone place online_url recording_url languages"
        " goal_attended ask ask_es status code webinar_id minutes closed_at description description_es capacity offers"
        " is_public headcount rsvp_totals repeats",
    )
    columns = (*SIGN_IN_COLUMNS, "action_id", "person_id")
    yield Subject(
        "signins", N_("Who registered and who came"), columns, read_sign_ins, count_sign_ins, (), keys=SIGN_IN_COLUMNS
    )
    yield of_table(
        "presences",
        N_("Presences"),
        SignIn,
        "contact_id action_id outcome method arrived_at left_at minutes brought_by_id",
        SignIn.contact_id,
    )
    yield from of_turnout()
    yield of_table(
        "webinar_joins",
        N_("Joins of webinars"),
        WebinarPresence,
        "contact_id action_id raw_name raw_phone joined_at left_at minutes",
        WebinarPresence.contact_id,
    )


def _of_promises() -> Iterator[Subject]:
    yield of_table(
        "commitments",
        N_("Promises"),
        Commitment,
        "contact_id kind action_id campaign_id one_on_one_id quantity detail answer outcome asked_by_user_id asked_at"
        " answered_at due_on closed_at form_answers confirm_level confirmed_at needs shift_id watched_at",
        Commitment.contact_id,
    )
    events = select(CommitmentEvent.id, CommitmentEvent.commitment_id, Commitment.contact_id)
    events = events.add_columns(CommitmentEvent.answer, CommitmentEvent.at, CommitmentEvent.by_user_id)
    events = events.add_columns(CommitmentEvent.source).join(Commitment)
    yield of_query(
        "answers",
        N_("Answers over time"),
        events,
        CommitmentEvent.id,
        ("commitment_events",),
        Commitment.contact_id,
    )
    yield of_table(
        "tasks",
        N_("Next steps"),
        Task,
        "contact_id assignee_user_id kind title due_on status origin one_on_one_id done_at",
        Task.contact_id,
    )
    yield ONE_ON_ONES
    yield of_table(
        "assessments",
        N_("Assessments"),
        Assessment,
        "contact_id campaign_id one_on_one_id value evidence at by_user_id",
        Assessment.contact_id,
    )


def _of_campaigns() -> Iterator[Subject]:
    yield of_table(
        "campaigns",
        N_("Campaigns"),
        Campaign,
        "name slug level ocd_id place_name issues status lead_user_id decision_body decision_body_es starts_on"
        " decision_on fiscal_year votes_needed public_summary public_summary_es",
    )
    ledger = select(Demand.id, Campaign.name.label("campaign"), Demand.side, Demand.title, Demand.title_es, Demand.note)
    yield of_query("demands", N_("Demands"), ledger.join(Campaign), Demand.id, ("demands",))
    figures = select(BudgetFigure.id, Campaign.name.label("campaign"), Demand.side, Demand.title.label("demand"))
    figures = figures.add_columns(
        BudgetFigure.stage,
        BudgetFigure.cents,
        BudgetFigure.is_recurring,
        BudgetFigure.is_derived,
        BudgetFigure.document,
        BudgetFigure.document_url,
        BudgetFigure.page,
        BudgetFigure.entered_at,
        BudgetFigure.checked_by_id,
    )
    figures = figures.join(Demand, Demand.id == BudgetFigure.demand_id).join(
        Campaign, Campaign.id == Demand.campaign_id
    )
    yield of_query("ledger", N_("The ledger"), figures, BudgetFigure.id, ("budget_figures",))
    yield of_table(
        "milestones", N_("Stages"), Milestone, "campaign_id key position label label_es due_on done_on done_when"
    )
    yield of_table("goals", N_("Goals"), Goal, "campaign_id user_id turf_id measure target starts_on ends_on")


def _of_consent() -> Iterator[Subject]:
    consents = select(Consent.id, Consent.contact_id, Consent.phone, Program.name.label("program"))
    consents = consents.add_columns(
        Consent.state, Consent.method, Consent.words, Consent.source, Consent.at, Consent.by_user_id
    )
    consents = consents.join(Program, Program.id == Consent.program_id)
    yield of_query(
        "consents", N_("Consent to texts"), consents, Consent.id, ("consents", "programs"), Consent.contact_id
    )
    yield of_table(
        "email_consents",
        N_("Consent to e-mail"),
        EmailConsent,
        "contact_id email state source words at",
        EmailConsent.contact_id,
    )
    yield of_table(
        "stops", N_("Numbers closed to texts"), OptOut, "phone reason words at lifted_at lifted_because", roles=TEXTING
    )


def _of_those_left_out() -> Iterator[Subject]:
    yield of_table(
        "blast_left_out", N_("Left out of texts to many"), LeftOut, "blast_id contact_id reason", LeftOut.contact_id
    )


def _of_talk() -> Iterator[Subject]:
    yield of_table(
        "messages",
        N_("Texts"),
        Message,
        "contact_id conversation_id blast_id action_id direction phone our_phone body language segments status at"
        " sent_at delivered_at error_code reason intent intent_effect sent_by_user_id",
        Message.contact_id,
    )
    yield of_table(
        "conversations",
        N_("Conversations"),
        Conversation,
        "contact_id phone state language assigned_to_id action_id waiting_since last_inbound_at last_message_at",
        Conversation.contact_id,
    )
    notes = select(ConversationNote.id, Conversation.contact_id, ConversationNote.conversation_id, ConversationNote.at)
    notes = notes.add_columns(ConversationNote.body, ConversationNote.by_user_id, ConversationNote.for_user_id)
    notes = notes.join(Conversation, Conversation.id == ConversationNote.conversation_id)
    of_notes = ("conversation_notes",)
    yield of_query(
        "conversation_notes",
        N_("Notes on conversations"),
        notes,
        ConversationNote.id,
        of_notes,
        Conversation.contact_id,
    )


def _of_texts_to_many() -> Iterator[Subject]:
    yield of_table(
        "blasts",
        N_("Texts to many"),
        Blast,
        "name action_id ask_action_id campaign_id template_id track bodies status paused_because send_at excluded"
        " sent_by_user_id approved_by_user_id created_at",
        roles=TEXTING,
    )
    yield of_table(
        "hand_off_notes", N_("Notes for the next shift"), HandOffNote, "blast_id bodies at created_by_id", roles=TEXTING
    )
    versions = select(TemplateVersion.id, Template.key, Template.purpose, TemplateVersion.language)
    versions = versions.add_columns(TemplateVersion.version, TemplateVersion.body).join(Template)
    yield of_query("templates", N_("Templates"), versions, TemplateVersion.id, ("templates", "template_versions"))


def _of_the_house() -> Iterator[Subject]:
    yield of_table(
        "users", N_("Who works here"), User, "name email role language is_suspended lead_user_id", roles=LEADS
    )
    yield of_table(
        "imports", N_("Files that came in"), ImportRun, "kind filename status action_id applied_at", roles=TEXTING
    )
    yield of_table(
        "exports",
        N_("Files that went out"),
        Export,
        "what format scope columns rows reason status created_by_id created_at decided_by_id decided_at taken_at",
        roles=LEADS,
    )
    yield of_table("batches", N_("Bulk acts"), Batch, "kind label counts created_at undone_at", roles=TEXTING)
    yield of_table(
        "audit",
        N_("Who did what"),
        AuditEntry,
        "at actor_user_id verb subject_type subject_id details",
        roles=(Role.ADMIN,),
    )


for _group in (
    of_people,
    of_permissions,
    of_relations,
    of_groups,
    _of_meetings,
    _of_promises,
    _of_campaigns,
    of_money,
    of_deciders,
    of_ladder,
    _of_consent,
    _of_talk,
    _of_texts_to_many,
    _of_those_left_out,
    of_sharing,
    of_sequences,
    _of_the_house,
):
    for _subject in _group():
        subjects.register(_subject.key, _subject)
