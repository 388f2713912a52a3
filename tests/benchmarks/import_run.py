"""One import in a process of its own, whose memory is measured: python -m tests.benchmarks.import_run ORGANIZATION FILE."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.imports.jobs import Worker
from crm.imports.service import Asked, begin, keep
from crm.imports.service.opening import LARGE_BATCH
from wsgi import app


def main() -> None:
    """Keep the file, apply it as the command does, and print what that took."""
    organization_id, path = int(sys.argv[1]), Path(sys.argv[2])
    with app.app_context(), in_organization(organization_id):
        actor = system_actor(organization_id)
        wall, cpu = time.perf_counter(), time.process_time()
        with path.open("rb") as source, unit_of_work():
            run = keep(actor, utc_now(), source, path.name, Asked())
            begin(actor, utc_now(), run.id)
        Worker(organization_id, run.id, rows_at_once=LARGE_BATCH).work()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu + _cpu_of_helpers()
        db.session.refresh(run)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures = {"rows": run.done, "status": run.status.value, "wall": wall, "cpu": cpu, "megabytes": peak}
        print(json.dumps(figures | {name: run.counts.get(name) for name in ("created", "updated", "review")}))


def _cpu_of_helpers() -> float:
    """CPU seconds of the processes that this one started."""
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return helpers.ru_utime + helpers.ru_stime


if __name__ == "__main__":
    main()
