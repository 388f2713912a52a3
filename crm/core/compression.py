"""Pages travel compressed: a board of 40 KB is 6 KB on the way to a phone. Static files are compressed beforehand.

Compressing a page that holds a secret beside what somebody else can put there lets an onlooker guess the secret from
lengths (BREACH). Two things stand against it: cookies are SameSite=Lax, so no other site can have a signed-in page
fetched unseen; and every answer carries up to a hundred random bytes (as a file name in the gzip header, the way of
"Heal the BREACH"), which hide a difference of one byte. The CSRF token, besides, is signed anew with each second.
"""

from __future__ import annotations

import gzip
import io
import secrets

from flask import Flask, Response, request

SMALLEST = 1000
"""Bytes; below, compressing saves no packet."""
PADDING = 100
"""At most so many random bytes."""
LEVEL = 6
TYPES = frozenset({"text/html", "text/csv", "application/json"})


def compress(body: bytes) -> bytes:
    """A body as gzip, with random bytes in the header that no reader unpacks."""
    packed = io.BytesIO()
    name = secrets.token_hex(PADDING // 2)[: secrets.randbelow(PADDING + 1)]
    with gzip.GzipFile(name, "wb", LEVEL, packed, mtime=0) as file:
        file.write(body)
    return packed.getvalue()


def _pack(response: Response) -> Response:
    if response.mimetype not in TYPES or response.is_streamed or response.direct_passthrough:
        return response
    if "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0 and len(response.data) >= SMALLEST:
        response.data = compress(response.data)
        response.headers["Content-Encoding"] = "gzip"
    return response


def install(app: Flask) -> None:
    """Compress what is worth it, for those who take it."""
    app.after_request(_pack)
