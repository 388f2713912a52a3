"""What texting brings to the worker and to templates."""

from __future__ import annotations

from flask import Flask

from crm.core.registry import worker_steps
from crm.sms import screens
from crm.sms.jobs.sending import finish_blasts, reconcile_uncertain, send_due
from crm.sms.jobs.simulated_world import simulated_world
from crm.sms.jobs.taking_in import take_in


def install(app: Flask) -> None:
    """Give the worker its rounds of texting: stops are taken in before anything is sent."""
    screens.install(app)
    worker_steps.register("sms.take_in", take_in)
    worker_steps.register("sms.send_due", send_due)
    worker_steps.register("sms.simulated_world", simulated_world)
    worker_steps.register("sms.reconcile", reconcile_uncertain)
    worker_steps.register("sms.finish_blasts", finish_blasts)
