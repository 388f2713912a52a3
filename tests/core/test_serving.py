"""`flask serve`, as `make run` calls it: starts web and worker, says where, and stops cleanly."""

from __future__ import annotations

import signal
import socket
import subprocess
from pathlib import Path

from tests.support.server import COMMAND, ROOT, environment, free_port, status, wait_for


def test_it_starts_says_where_and_stops(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        COMMAND, cwd=ROOT, env=environment(tmp_path, PORT=str(port)), stdout=subprocess.PIPE, text=True
    )
    try:
        assert wait_for(port, "/readyz", 60)
    finally:
        server.send_signal(signal.SIGINT)
        output, _ = server.communicate(timeout=20)
    assert server.returncode == 0
    assert f"http://localhost:{port}" in output and output.rstrip().endswith("Stopped.")
    assert status(port, "/healthz") == 0


def _refusal(folder: Path, **settings: str) -> str:
    done = subprocess.run(COMMAND, cwd=ROOT, env=environment(folder, **settings), capture_output=True, text=True)
    assert done.returncode == 1 and not done.stdout
    return done.stderr.strip()


def test_a_port_in_use_gets_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = _refusal(tmp_path, PORT=str(port))
    assert said.startswith(f"Port {port} is in use.") and "\n" not in said


def test_an_unreachable_database_gets_one_sentence(tmp_path: Path) -> None:
    said = _refusal(tmp_path, PORT=str(free_port()), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert said.startswith("The database cannot be reached:") and "\n" not in said


def test_a_port_that_is_no_port(tmp_path: Path) -> None:
    assert _refusal(tmp_path, PORT="eighty") == "PORT is “eighty”, which is not a port number."
