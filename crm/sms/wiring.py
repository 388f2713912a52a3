"""What texting brings to the worker, to templates and to new organizations."""

from __future__ import annotations

from flask import Flask

from crm.accounts.signals import organization_created
from crm.contacts.segments.filters import bring
from crm.contacts.service.repointing import repointers
from crm.core.database import HasId
from crm.core.registry import prompt_steps, worker_steps
from crm.core.resealing import sealed_columns
from crm.core.scope import in_organization
from crm.signins.signals import consent_given
from crm.sms import cards, handing_over, reference_content, screens, sequence_listening
from crm.sms.jobs.drafts import forget_drafts
from crm.sms.jobs.inbox_rounds import give_out, tell_of_late
from crm.sms.jobs.missed import look_for_missed
from crm.sms.jobs.preparing import prepare_blasts
from crm.sms.jobs.sending import finish_blasts, reconcile_uncertain, send_due
from crm.sms.jobs.sequences import advance_sequences, begin_sequences
from crm.sms.jobs.simulated_world import simulated_world
from crm.sms.jobs.taking_in import take_in, take_in_receipts
from crm.sms.jobs.world import credentials
from crm.sms.keywords import handlers
from crm.sms.models import SenderAccount
from crm.sms.segment_filters import FILTERS
from crm.sms.service import answers_to_blasts, inbox_versions
from crm.sms.service.consent import default_program
from crm.sms.service.door_consents import write_down
from crm.sms.service.keywords import answer_code, answer_keyword
from crm.sms.service.merging import REPOINTER
from crm.sms.service.senders import COLUMN as TOKEN_COLUMN
from crm.sms.service.senders import ensure_from_environment
from crm.sms.service.templates import seed_templates


def _furnish(organization: HasId, is_practice: bool) -> None:
    """Give a new organization the texts, the program, and, where it is the first real one, the environment's account."""
    seed_templates(organization)
    with in_organization(organization.id):
        default_program()
    if not is_practice:
        ensure_from_environment(credentials())


def install(app: Flask) -> None:
    """Furnish new organizations, and give the worker its rounds of texting; what comes in is taken in beside them too."""
    repointers.register("sms", REPOINTER)
    sealed_columns.register(TOKEN_COLUMN, SenderAccount.sealed_token)
    reference_content.install()
    handing_over.install()
    inbox_versions.install()
    screens.install(app)
    sequence_listening.install()
    handlers.register("codes", answer_code)
    handlers.register("keywords", answer_keyword)
    cards.install()
    answers_to_blasts.install()
    bring(FILTERS)
    organization_created.connect(_furnish)
    consent_given.connect(write_down)
    for steps in (prompt_steps, worker_steps):
        steps.register("sms.take_in", take_in)
        steps.register("sms.take_in_receipts", take_in_receipts)
    worker_steps.register("sms.look_for_missed", look_for_missed)
    worker_steps.register("sms.give_out", give_out)
    worker_steps.register("sms.tell_of_late", tell_of_late)
    worker_steps.register("sms.forget_drafts", forget_drafts)
    worker_steps.register("sms.prepare_blasts", prepare_blasts)
    worker_steps.register("sms.begin_sequences", begin_sequences)
    worker_steps.register("sms.advance_sequences", advance_sequences)
    worker_steps.register("sms.send_due", send_due)
    worker_steps.register("sms.simulated_world", simulated_world)
    worker_steps.register("sms.reconcile", reconcile_uncertain)
    worker_steps.register("sms.finish_blasts", finish_blasts)
