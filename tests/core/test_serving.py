"""`flask serve`, as `make run` calls it: starts web and worker, says where, and stops cleanly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = (sys.executable, "-m", "flask", "--app", "wsgi", "serve")


def _environment(folder: Path, **settings: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PORT", "PUBLIC_URL")}
    return kept | {"REINVEST_INSTANCE": str(folder)} | settings


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def _wait_for(port: int, path: str, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if _status(port, path) == 200:
            return True
        time.sleep(0.1)
    return False


def test_it_starts_says_where_and_stops(tmp_path: Path) -> None:
    port = _free_port()
    server = subprocess.Popen(
        COMMAND, cwd=ROOT, env=_environment(tmp_path, PORT=str(port)), stdout=subprocess.PIPE, text=True
    )
    try:
        assert _wait_for(port, "/readyz", 60)
    finally:
        server.send_signal(signal.SIGINT)
        output, _ = server.communicate(timeout=20)
    assert server.returncode == 0
    assert f"http://localhost:{port}" in output and output.rstrip().endswith("Stopped.")
    assert _status(port, "/healthz") == 0


def _refusal(folder: Path, **settings: str) -> str:
    done = subprocess.run(COMMAND, cwd=ROOT, env=_environment(folder, **settings), capture_output=True, text=True)
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
    said = _refusal(tmp_path, PORT=str(_free_port()), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert said.startswith("The database cannot be reached:") and "\n" not in said


def test_a_port_that_is_no_port(tmp_path: Path) -> None:
    assert _refusal(tmp_path, PORT="eighty") == "PORT is “eighty”, which is not a port number."
