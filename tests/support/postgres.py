"""A real PostgreSQL for the suite: the one named by TEST_DATABASE_URL, else Debian's binaries in a temporary
directory.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support import processes
from tests.support.processes import Unavailable

VARIABLE = "TEST_DATABASE_URL"
_ROLE = "reinvest"
# Tests lose nothing when a machine loses power, so durability is traded for speed.
_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=127.0.0.1",
    "max_connections=200",
    "shared_buffers=128MB",
    "timezone=UTC",
)


@contextmanager
def server() -> Iterator[str]:
    """Yield the SQLAlchemy URL of a PostgreSQL that answers and may create databases; stop it if it was
    started here.

    Raises Unavailable, in one sentence, when there is none and none can be made.
    """
    given = os.environ.get(VARIABLE)
    if given:
        url = with_driver(given)
        check(url)
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="reinvest-pg-") as directory, _started(Path(directory)) as url:
        yield url


@contextmanager
def database(server_url: str, prefix: str = "test") -> Iterator[str]:
    """Yield the SQLAlchemy URL of a new, empty database of its own name; drop it at the end, whoever is
    connected.
    """
    name = f"{prefix}_{uuid.uuid4().hex[:12]}"
    _execute(
        server_url,
        sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name)),
    )
    try:
        yield with_name(server_url, name)
    finally:
        _execute(server_url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def with_driver(url: str) -> str:
    """Name the driver that the product uses in a PostgreSQL URL that names none."""
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)


def with_name(url: str, name: str) -> str:
    """Return the same URL for another database of the same server, its query kept."""
    base, question, query = url.partition("?")
    scheme, rest = base.split("://", 1)
    return f"{scheme}://{rest.split('/', 1)[0]}/{name}{question}{query}"


def check(url: str) -> None:
    """Raise Unavailable unless the server answers and lets its user create databases."""
    try:
        with psycopg.connect(_plain(url), connect_timeout=10) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Unavailable(f"The PostgreSQL of {VARIABLE} cannot be reached: {reason}") from error
    if not row or not row[0]:
        raise Unavailable(f"The user of {VARIABLE} may not create databases, which the tests need.")


def find_binaries() -> Path | None:
    """Return the directory of the newest PostgreSQL server binaries on this machine, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


def ensure_binaries() -> Path:
    """Return the directory of PostgreSQL's binaries, installing Debian's where that is allowed, else raise
    Unavailable.
    """
    if not find_binaries():
        processes.apt_install("postgresql", purpose=f"PostgreSQL ({VARIABLE} names none either)")
    binaries = find_binaries()
    if not binaries:
        raise Unavailable(f"PostgreSQL's server binaries are missing; install them or set {VARIABLE}.")
    return binaries


@contextmanager
def _started(directory: Path) -> Iterator[str]:
    """Run a fresh PostgreSQL in a directory on a free loopback port, trusting loopback; yield its URL."""
    binaries, user = ensure_binaries(), _server_user()
    if user:
        account = pwd.getpwnam(user)
        os.chown(directory, account.pw_uid, account.pw_gid)
    data, log, port = directory / "data", directory / "log", processes.free_port()
    _initialise(binaries, data, user)
    settings = [part for setting in (*_SETTINGS, f"port={port}") for part in ("-c", setting)]
    with processes.running(
        [binaries / "postgres", "-D", data, "-k", directory, *settings],
        name="PostgreSQL",
        log=log,
        is_ready=lambda: _accepts(port),
        user=user,
        cwd=directory,
        stop_signal=signal.SIGINT,
    ):
        yield f"postgresql+psycopg://{_ROLE}@127.0.0.1:{port}/postgres"


def _initialise(binaries: Path, data: Path, user: str | None) -> None:
    """Make an empty cluster whose one superuser is trusted on loopback."""
    done = subprocess.run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            _ROLE,
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unavailable(f"PostgreSQL could not be initialised: {done.stderr.strip()[-300:]}")


def _server_user() -> str | None:
    """Return whom to run the server as: PostgreSQL refuses root, so root lends it Debian's postgres."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise Unavailable("PostgreSQL does not run as root and there is no user named postgres.") from None
    return "postgres"


def _accepts(port: int) -> bool:
    """Say whether the new server answers a query."""
    try:
        with psycopg.connect(f"postgresql://{_ROLE}@127.0.0.1:{port}/postgres", connect_timeout=2) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _execute(server_url: str, statement: sql.Composed) -> None:
    """Run one statement outside a transaction."""
    with psycopg.connect(_plain(server_url), autocommit=True) as connection:
        connection.execute(statement)


def _plain(url: str) -> str:
    """Return the URL as libpq wants it."""
    return url.replace("+psycopg", "", 1)
