"""Run a command with all that the suite needs: `python -m tests.support.services -- pytest -n 2`.

PostgreSQL is started once for the whole run and named in TEST_DATABASE_URL; Chromium, Node and the emulator's
packages are made ready. What is missing and cannot be installed is one sentence and exit code 3: no part is
skipped in silence.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support import browser, node, postgres
from tests.support.processes import Unavailable

MISSING = 3


def main(arguments: Sequence[str]) -> int:
    """Start what is needed, run the command after `--`, stop everything; return the command's exit code."""
    if list(arguments[:1]) != ["--"] or len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _stop)
    try:
        chromium = browser.ensure_chromium()
        node.ensure_tools()
        with postgres.server() as url:
            return _run(arguments[1:], {**os.environ, postgres.VARIABLE: url, "CHROMIUM": chromium})
    except Unavailable as missing:
        print(missing, file=sys.stderr)
        return MISSING


def _run(command: Sequence[str], env: dict[str, str]) -> int:
    """Run a command in its own environment, pass signals on, and return its exit code as a shell would."""
    process = subprocess.Popen(command, env=env, cwd=Path(__file__).parents[2])
    while True:
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:
            continue  # the terminal sent it to the command as well, which ends by itself
        except SystemExit:
            process.terminate()


def _stop(number: int, frame: object) -> None:
    """Turn a polite end from outside into an exception, so that every server is stopped on the way out."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
