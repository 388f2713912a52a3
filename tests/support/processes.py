"""Servers that live as long as a test run: start one, wait until it answers, stop it, and leave nothing
behind.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

READY_SECONDS = 60.0
STOP_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1


class Unavailable(RuntimeError):
    """Something the suite needs is missing; the message is one sentence for a person."""


def free_port() -> int:
    """Return a loopback TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_answers(port: int) -> bool:
    """Say whether something accepts connections on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    name: str,
    log: Path,
    is_ready: Callable[[], bool],
    user: str | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server until the block ends: output goes to `log`, whose end is shown if it does not start."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            process_group=0,
            preexec_fn=_die_with_parent,
        )
    try:
        wait_until(is_ready, process, name, log)
        yield process
    finally:
        stop(process, stop_signal)


def wait_until(is_ready: Callable[[], bool], process: "subprocess.Popen[bytes]", name: str, log: Path) -> None:
    """Wait until a server answers; raise Unavailable with the end of its log if it dies or dawdles."""
    deadline = time.monotonic() + READY_SECONDS
    while not is_ready():
        if process.poll() is not None:
            raise Unavailable(f"{name} ended with code {process.returncode} while starting: {_end_of(log)}")
        if time.monotonic() > deadline:
            raise Unavailable(f"{name} did not answer within {READY_SECONDS:.0f} seconds: {_end_of(log)}")
        time.sleep(0.05)


def stop(process: "subprocess.Popen[bytes]", first: signal.Signals = signal.SIGTERM) -> None:
    """End a process that was started here: a polite signal, then kill after ten seconds."""
    if process.poll() is not None:
        return
    process.send_signal(first)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def apt_install(*packages: str, purpose: str) -> None:
    """Install Debian packages where that is allowed (root, apt-get present), else raise Unavailable."""
    names = " ".join(packages)
    if os.geteuid() != 0 or not Path("/usr/bin/apt-get").exists():
        raise Unavailable(
            f"{purpose} is missing and cannot be installed from here; install it with: apt install {names}"
        )
    print(f"Installing {names} with apt...", flush=True)
    # RUNLEVEL=1 keeps a package from starting its own service: the suite starts its own.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for arguments in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *arguments], env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(
                f"{purpose} could not be installed: apt-get {arguments[0]} said {done.stderr.strip()[-300:]}"
            )


def _die_with_parent() -> None:
    """Ask Linux to end this child when its parent is killed without a chance to clean up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_of(log: Path) -> str:
    """Return the last lines of a log, on one line."""
    return " / ".join(log.read_text(errors="replace").strip().splitlines()[-5:]) or "it printed nothing"
