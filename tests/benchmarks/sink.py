"""A carrier that takes every text at once and answers as Twilio does: `python -m tests.benchmarks.sink` prints its port."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_numbers = count(1)


@contextmanager
def running() -> Iterator[str]:
    """The address of a sink in a process of its own, so that its CPU is not counted."""
    command = [sys.executable, "-m", "tests.benchmarks.sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


def main() -> None:
    """Listen on a free port and serve each connection in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            connection, _address = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_serve, args=(connection,), daemon=True).start()


def _serve(connection: socket.socket) -> None:
    """Answer one request after the other until the connection ends."""
    received = b""
    while True:
        head, end, rest = received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if end and len(rest) >= (size := int(length[1]) if length else 0):
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
