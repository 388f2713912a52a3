"""Answers that are made while they are sent: in a context of their own, and with no connection held by a slow reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context

from flask import Flask, Response, current_app

from crm.core.database import db, reading_only
from crm.core.scope import in_organization


def streamed(pieces: Iterator[bytes], organization_id: int, media_type: str, filename: str) -> Response:
    """A download of pieces that are read within an organization after the view has returned; `filename` is ASCII."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    answer = Response(_in_own_context(_within(app, pieces, organization_id)), content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def _within(app: Flask, pieces: Iterator[bytes], organization_id: int) -> Iterator[bytes]:
    with app.app_context(), in_organization(organization_id), reading_only():
        for piece in pieces:
            db.session.rollback()
            yield piece


def _in_own_context(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Go on with a generator outside of whatever request runs in this thread by then."""
    own = Context()
    try:
        while (piece := own.run(next, pieces, None)) is not None:
            yield piece
    finally:
        own.run(getattr(pieces, "close", lambda: None))
