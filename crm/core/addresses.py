"""Addresses of pages for templates: the same few are asked for dozens of times on every screen, and made once each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request, url_for

PLAIN = (str, int, type(None))


def address(endpoint: str, **values: Any) -> str:
    """What url_for() says; looked up when it hangs on nothing but the endpoint and plain values."""
    if endpoint.startswith(".") or any(type(value) not in PLAIN or name[0] == "_" for name, value in values.items()):
        return url_for(endpoint, **values)
    return _made(current_app.name, request.root_path, endpoint, **values)


@lru_cache(maxsize=8192, typed=True)
def _made(_app: str, _mounted_at: str, endpoint: str, **values: Any) -> str:
    """The address in an application that is mounted under a path (both are part of what it hangs on)."""
    return url_for(endpoint, **values)


def install(app: Flask) -> None:
    """Let templates ask for addresses here."""
    app.jinja_env.globals["url_for"] = address
