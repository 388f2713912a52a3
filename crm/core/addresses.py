"""Addresses of pages: those on every screen, made once each, and whole ones for what leaves the program (a text)."""

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


def public_address(path: str) -> str:
    """The whole address of a path under PUBLIC_URL; without one an installation is reached on its own machine."""
    settings = current_app.config
    return (settings["PUBLIC_URL"] or f"http://127.0.0.1:{settings['PORT'] or 5000}") + path


def whole_address(endpoint: str, **values: Any) -> str:
    """The whole address of a page to hand on: under PUBLIC_URL, or where this request came in."""
    return (current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")) + url_for(endpoint, **values)


def install(app: Flask) -> None:
    """Let templates ask for addresses here."""
    app.jinja_env.globals["url_for"] = address
