"""Workers that start at once: one process loads the application, and every line on its input forks a worker off it.

Run as `python -m tests.support.nursery`; it prints the process id of each worker. A worker forked here runs the very
loop of `flask worker`, without the seconds of loading it first.
"""

import os
import signal
import sys

from crm.core import worker
from crm.core.database import db
from wsgi import app


def main() -> None:
    """Fork a worker for each line of input, until the input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with app.app_context():
                db.engine.dispose(close=False)
                worker.run()
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
