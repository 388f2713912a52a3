"""What cannot wait for the worker's round is done beside it, again and again, whatever one of the steps does."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from flask import Flask

from crm.core import worker
from crm.core.registry import Registry, WorkerStep, prompt_steps


def test_prompt_steps_go_on_until_told_to_stop_whatever_one_of_them_does(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, rounds = threading.Event(), 0

    def fail(_now: datetime) -> int:
        raise ValueError("not today")

    def work(_now: datetime) -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            stop.set()
        return 1

    steps: Registry[WorkerStep] = Registry("prompt step")
    steps.register("fails", fail)
    steps.register("works", work)
    monkeypatch.setattr(worker, "prompt_steps", steps)
    worker.be_prompt(app, stop)
    assert rounds == 3 and "worker step fails failed" in caplog.text


def test_texts_and_receipts_are_taken_in_promptly(app: Flask) -> None:
    assert {name for name, _step in prompt_steps.items()} >= {"sms.take_in", "sms.take_in_receipts"}
