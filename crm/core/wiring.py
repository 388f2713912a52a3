"""What the ground itself takes part in: the worker keeps the database's statistics fresh."""

from __future__ import annotations

from flask import Flask

from crm.core.registry import worker_steps
from crm.core.statistics import refresh_statistics


def install(_app: Flask) -> None:
    """Register the step of the worker."""
    worker_steps.register("statistics", refresh_statistics)
