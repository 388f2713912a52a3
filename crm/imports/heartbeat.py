"""Holding an import for as long as its worker lives, however long it takes to open the file or to write a batch."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from crm.core.clock import utc_now
from crm.core.database import unit_of_work
from crm.core.scope import current_organization_id, in_organization
from crm.imports.service.holding import renew

log = logging.getLogger(__name__)
BEATS = 3
"""So often the lease is renewed while it would last."""


@contextmanager
def beating(run_id: int, holder: str, lease: timedelta) -> Iterator[None]:
    """Inside, a thread renews the holder's lease by a session of its own, until the import is somebody else's.

    A worker that was killed beats no more, so that another takes over once its lease has run out.
    """
    app, over = current_app._get_current_object(), Event()  # type: ignore[attr-defined]
    heart = _Heart(app, current_organization_id(), run_id, holder, lease)
    thread = Thread(target=heart.beat, args=(over,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@dataclass(frozen=True, slots=True)
class _Heart:
    """What the thread renews, for whom and how long."""

    app: Flask
    organization_id: int
    run_id: int
    holder: str
    lease: timedelta

    def beat(self, over: Event) -> None:
        """Renew the lease now and again until it is over, or lost."""
        is_held = True
        while is_held and not over.wait(self.lease.total_seconds() / BEATS):
            with self.app.app_context(), in_organization(self.organization_id):
                is_held = self._renew()

    def _renew(self) -> bool:
        """Renew once; a database that is busy is asked again at the next beat."""
        try:
            with unit_of_work():
                return renew(self.run_id, self.holder, utc_now(), self.lease)
        except OperationalError:
            log.warning("the lease of import %s could not be renewed now", self.run_id)
            return True
