"""Static files by address with a hash of their content, so that browsers keep them for good; and icons from one sprite."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, has_request_context, request, url_for
from markupsafe import Markup

STATIC = Path(__file__).resolve().parent.parent / "static"


@lru_cache(maxsize=256)
def _version(name: str) -> str:
    path = STATIC / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "missing"


def asset(name: str) -> str:
    """The address of a static file, changed whenever its content changes."""
    return _address(request.root_path if has_request_context() else "", name)


@lru_cache(maxsize=512)
def _address(_mounted_at: str, name: str) -> str:
    return url_for("static", filename=name, v=_version(name))


def never_changes(_path: str, _address: str) -> bool:
    """No file changes under its address: asset() moves it with its content, and a font that changes gets another name."""
    return True


def icon(name: str) -> Markup:
    """An icon of the sprite, for sighted people only; the words beside it say the same."""
    return _drawn(f"{asset('icons.svg')}#{name}")


@lru_cache(maxsize=512)
def _drawn(href: str) -> Markup:
    return Markup('<svg class="bi" aria-hidden="true"><use href="{}"/></svg>').format(href)


def install(app: Flask) -> None:
    """Give templates asset() and icon()."""
    app.jinja_env.globals.update(asset=asset, icon=icon)
