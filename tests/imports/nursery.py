"""Workers at imports that start at once: every line "organization run" on the input forks one off the loaded application.

Run as `python -m tests.imports.nursery`; it prints the process id of each.
"""

import os
import signal
import sys
import time

from crm.core import jobs as queue
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import in_organization
from crm.imports import jobs
from crm.imports.models import AT_WORK
from crm.imports.queries import get_run
from wsgi import app

SMALL_BATCH = 40


def main() -> None:
    """Fork a worker for each line of input, until the input ends; batches are small, so that many can be cut short."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        organization_id, run_id = map(int, line.split())
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with app.app_context(), in_organization(organization_id):
                db.engine.dispose(close=False)
                queue.forget_connection()
                _work(organization_id, run_id)
            os._exit(0)
        print(child, flush=True)


def _work(organization_id: int, run_id: int) -> None:
    while True:
        jobs.Worker(organization_id, run_id, rows_at_once=SMALL_BATCH).work()
        with reading_only(), unit_of_work():
            run = get_run(run_id)
            db.session.refresh(run)
            if run.status not in AT_WORK:
                return
        time.sleep(0.02)


if __name__ == "__main__":
    main()
