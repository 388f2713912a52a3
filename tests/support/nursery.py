"""Processes that start at once: one loads the application, and every word on its input forks one off it.

Run as `python -m tests.support.nursery PORT`; it prints the id of each process. A `worker` runs the very loop of
`flask worker`; a `web` process answers on that port of loopback, where this process listens all the time, as a service
manager does.
"""

import os
import signal
import socket
import sys

from werkzeug.serving import make_server

from crm.core import worker
from crm.core.database import db
from wsgi import app


def main() -> None:
    """Fork a process for each line of input, until the input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=256) as listening:
        print("ready", flush=True)
        for line in sys.stdin:
            child = os.fork()
            if child == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _live(line.strip(), listening)
                os._exit(0)
            print(child, flush=True)


def _live(kind: str, listening: socket.socket) -> None:
    with app.app_context():
        db.engine.dispose(close=False)
    if kind == "web":
        host, port = listening.getsockname()
        make_server(host, port, app, threaded=True, fd=listening.fileno()).serve_forever()
    else:
        with app.app_context():
            worker.run()


if __name__ == "__main__":
    main()
