"""Boards of an organization with 100,000 people, 200,000 events and a million texts, beside a bare page of the same layout.

CPU is this process's and, on PostgreSQL, that of the server's process that answers it: on a busy machine it is what a
page costs, while the wall says what somebody waited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter

from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import text

from crm.accounts.models import Organization, User
from crm.accounts.queries import get_user
from crm.boards.service import share_board
from crm.core.access import allow
from crm.core.actor import STAFF, system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization, set_organization
from tests.benchmarks.busy_year import PEOPLE, BusyYear
from tests.benchmarks.ground import DATABASES, NOW, application, percentile
from tests.benchmarks.multitude import gather, many_names, settle
from tests.support.factories import sign_in

ROUNDS, REQUESTS, SCREENS, MOST_MS = 5, 10, 50, 100.0
BARE = '{% extends "shell.html" %}{% block title %}Bare{% endblock %}{% block main %}<h1>Bare</h1>{% endblock %}'
TICKS = 100
"""How many parts of a second the kernel counts a process's time in (USER_HZ)."""


@dataclass
class Asked:
    """What requests cost: CPU milliseconds each, round by round, and the wall milliseconds of every one."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


def main() -> None:
    """Print for each page CPU (median of the rounds), its ratio to the bare page, and p50 and p95 of the wall."""
    for database in DATABASES:
        with application(database) as app:
            app.add_url_rule("/bare", "bare", allow(*STAFF)(lambda: render_template_string(BARE)))
            organization, _people = gather(many_names(), PEOPLE - 1)
            with in_organization(organization.id):
                year = BusyYear(organization)
                year.write()
                settle()
                user, token = prepare(organization, year.reader_id, year.campaigns[0].id)
            measure(app, database, user, year.campaigns[0].id, token)


def prepare(organization: Organization, user_id: int, campaign_id: int) -> tuple[User, str]:
    """Set the clock to the year's last day; somebody to read the boards, and a link to one."""
    with unit_of_work():
        organization.clock_offset_seconds = round((NOW - utc_now()).total_seconds())
        db.session.add(organization)
        user = get_user(user_id)
        actor = system_actor(organization.id)
        _share, token = share_board(actor, NOW, campaign_id, "The coalition", date(2026, 11, 24))
    return user, token


def measure(app: Flask, database: str, user: User, campaign_id: int, token: str) -> None:
    """Ask for every page and print what it cost."""
    client, stranger = sign_in(app.test_client(), user), app.test_client()
    floor = _ask(partial(_get, client, "/bare"))
    _print(f"a bare page, {database}", floor, floor)
    pages = {
        "board": (client, f"/boards/{campaign_id}"),
        "all boards": (client, "/boards"),
        # "printed page": (client, f"/boards/{campaign_id}/print"),
        # "digest": (client, "/digest"),
        "board by a link": (stranger, f"/b/{token}"),
    }
    for what, (who, path) in pages.items():
        _print(f"{what}, {database}", _ask(partial(_get, who, path)), floor)
    for what, (who, path) in {
        "wall": (client, f"/boards/{campaign_id}/wall"),
        "wall by a link": (stranger, f"/b/{token}/wall"),
    }.items():
        tag = who.get(path).headers["ETag"]
        set_organization(None)
        unchanged = _ask(partial(_get, who, path, tag), SCREENS)
        _print(f"{what} where nothing changed, {database}", unchanged, floor)
        print(
            f"    {SCREENS} screens every 30 s: {median(unchanged.cpu) * SCREENS / 300:.2f} % of one core", flush=True
        )


def _get(client: FlaskClient, path: str, tag: str = "") -> None:
    answer = client.get(path, headers={"If-None-Match": tag} if tag else {})
    set_organization(None)
    assert answer.status_code in ((200, 304) if tag else (200,)), (path, answer.status_code)


def _ask(ask: Callable[[], None], requests: int = REQUESTS) -> Asked:
    """Ask some rounds, after one that is not counted."""
    asked = Asked()
    for number in range(ROUNDS + 1):
        walls: list[float] = []
        with _cpu() as spent:
            for _ in range(requests):
                began = perf_counter()
                ask()
                walls.append((perf_counter() - began) * 1000)
        if number:
            asked.wall += walls
            asked.cpu.append(spent[0] / requests)
    return asked


@contextmanager
def _cpu() -> Iterator[list[float]]:
    """CPU milliseconds spent inside, by this process and the database's that serves it."""
    spent, began = [0.0], _own() + _servers()
    yield spent
    spent[0] = _own() + _servers() - began


def _own() -> float:
    used = getrusage(RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


def _servers() -> float:
    """Of PostgreSQL's processes that serve this one: the pool keeps them, so that their time only grows."""
    if db.engine.dialect.name == "sqlite":
        return 0.0
    with db.engine.connect() as connection:
        query = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        pids = connection.execute(text(query)).scalars().all()
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) * 1000 / TICKS


def _print(what: str, asked: Asked, floor: Asked) -> None:
    cpu, p95 = median(asked.cpu), percentile(asked.wall, 0.95)
    late = f"  above {MOST_MS:.0f} ms" if p95 > MOST_MS else ""
    print(
        f"{what:<42} {cpu:7.2f} CPU ms, ratio {cpu / median(floor.cpu):5.1f}, wall p50"
        f" {percentile(asked.wall, 0.5):.1f}, p95 {p95:.1f} ms{late}",
        flush=True,
    )
