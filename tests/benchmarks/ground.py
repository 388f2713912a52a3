"""What every benchmark stands on: an application on each database, clocks for CPU and wall, and how figures are printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from crm.core.database import db
from crm.core.scope import set_organization
from tests.conftest import make_app
from tests.support import postgres

DATABASES = ("SQLite", "PostgreSQL")
NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
"""A Tuesday, 1 pm in Denver: inside everybody's texting hours."""
AREA_CODES = Path(__file__).parents[2] / "crm" / "sms" / "reference" / "area_codes.csv"


@dataclass
class Cost:
    """The rounds of one measurement: CPU and wall seconds of each, for that many units."""

    units: int
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @contextmanager
    def round(self) -> Iterator[None]:
        """Measure what happens inside as one round."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.cpu.append(time.process_time() - cpu)
        self.wall.append(time.perf_counter() - wall)

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds of this process for one unit, the median of the rounds."""
        return median(self.cpu) / self.units * 1000

    @property
    def rate(self) -> float:
        """Units in a second of wall time, the median of the rounds."""
        return self.units / median(self.wall)


@contextmanager
def application(database: str, **settings: str) -> Iterator[Flask]:
    """A migrated application on a new database of that kind, inside its context; settings as environment variables."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="reinvest-bench-")))
        if database == "SQLite":
            address = f"sqlite:///{folder / 'bench.db'}"
        else:
            server = stack.enter_context(postgres.server())
            address = stack.enter_context(postgres.database(server, "bench"))
        app = make_app(address, folder, **settings)
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()
                set_organization(None)


def invented_phones(count: int) -> list[str]:
    """That many different numbers of nobody's, 555-01xx in every area code, as ten digits."""
    codes = [line.split(",")[0] for line in AREA_CODES.read_text().splitlines()[1:]]
    return [f"{codes[number // 100 % len(codes)]}55501{number % 100:02d}" for number in range(count)]


def percentile(values: list[float], part: float) -> float:
    """The value below which that part (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def time_both(calls: Iterator[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """CPU milliseconds of this process and wall milliseconds of each call."""
    cpu: list[float] = []
    wall: list[float] = []
    for call in calls:
        began, spent = time.perf_counter(), time.process_time()
        call()
        cpu.append((time.process_time() - spent) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    return cpu, wall


def time_each(calls: Iterator[Callable[[], object]]) -> list[float]:
    """Wall milliseconds of each call."""
    times: list[float] = []
    for call in calls:
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return times


def report(what: str, cost: Cost, floor: Cost, unit: str) -> None:
    """Print one line: CPU a unit, the floor's, their ratio, and the rate by the wall clock."""
    ratio = cost.cpu_ms / floor.cpu_ms
    print(
        f"{what:<44} {cost.cpu_ms:8.3f} CPU ms a {unit}, floor {floor.cpu_ms:.3f}, ratio {ratio:.1f}"
        f" ({cost.rate:,.0f} a second, floor {floor.rate:,.0f})",
        flush=True,
    )
