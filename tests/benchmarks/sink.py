"""A carrier that takes every text and answers as Twilio does, at once or after some seconds.

`python -m tests.benchmarks.sink [SECONDS]` prints its port.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_numbers = count(os.getpid() << 32)


@contextmanager
def running(seconds: float = 0.0) -> Iterator[str]:
    """The address of a sink in a process of its own, so that its CPU is not counted; it answers after so many seconds."""
    command = [sys.executable, "-m", "tests.benchmarks.sink", str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


def main() -> None:
    """Listen on a free port and serve each connection in a thread."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            connection, _address = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_serve, args=(connection, seconds), daemon=True).start()


def _serve(connection: socket.socket, seconds: float) -> None:
    """Answer one request after the other until the connection ends."""
    received = b""
    while True:
        head, end, rest = received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if end and len(rest) >= (size := int(length[1]) if length else 0):
            if seconds:
                time.sleep(seconds)
            connection.sendall(_answer())
            received = rest[size:]
            continue
        more = connection.recv(65536)
        if not more:
            return
        received += more


def _answer() -> bytes:
    body = b'{"sid": "SM%032x", "status": "accepted", "from": null, "body": ""}' % next(_numbers)
    head = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    return head + body


if __name__ == "__main__":
    main()
