"""What the ground itself takes part in: the queue of jobs, and the worker that keeps the database's statistics fresh."""

from __future__ import annotations

from flask import Flask

from crm.core import jobs
from crm.core.registry import worker_steps
from crm.core.statistics import refresh_statistics


def install(app: Flask) -> None:
    """Open the queue of jobs and register the step of the worker."""
    jobs.install(app)
    worker_steps.register("statistics", refresh_statistics)
