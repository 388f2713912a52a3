"""What travels compressed, what does not, and how long browsers keep it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from whitenoise.compress import Compressor

from config import from_environment
from crm import create_app
from crm.core import compression
from crm.core.access import public
from crm.core.actor import Role
from crm.core.assets import STATIC
from tests.support.factories import Factory, sign_in

TAKES = {"Accept-Encoding": "gzip, deflate, br"}
LONG = "<p>A page about the budget.</p>" * 400


@pytest.fixture
def answer(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Callable[..., TestResponse]:
    """What a browser gets when a view answers with this."""

    def _answer(given: Any, headers: dict[str, str] = TAKES) -> TestResponse:
        monkeypatch.setitem(app.view_functions, "core.healthz", public(lambda: given))
        return client.get("/healthz", headers=headers)

    return _answer


def test_a_page_is_compressed_for_who_takes_it(answer: Callable[..., TestResponse]) -> None:
    packed = answer(LONG)
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data).decode() == LONG
    assert int(packed.headers["Content-Length"]) == len(packed.data) < 500
    for headers in ({}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip;q=0, br"}):
        plain = answer(LONG, headers)
        assert plain.text == LONG and "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize(
    "given",
    [
        "short",
        Response(LONG, mimetype="image/png"),
        Response(iter([LONG]), mimetype="text/html"),
        Response(LONG, mimetype="text/html", headers={"Content-Encoding": "br"}),
    ],
    ids=["short", "picture", "stream", "packed already"],
)
def test_what_stays_as_it_is(answer: Callable[..., TestResponse], given: Any) -> None:
    assert answer(given).headers.get("Content-Encoding") != "gzip"


def test_the_length_of_the_same_page_is_never_sure() -> None:
    packed = [compression.compress(LONG.encode()) for _ in range(200)]
    lengths = {len(one) for one in packed}
    assert len(lengths) > 40 and max(lengths) - min(lengths) <= compression.PADDING + 1
    assert {gzip.decompress(one) for one in packed} == {LONG.encode()}


def test_pages_of_the_program_travel_compressed(client: FlaskClient, make: Factory) -> None:
    sign_in(client, make.user(make.organization(), Role.LEAD))
    packed = client.get("/people", headers=TAKES)
    assert packed.headers["Content-Encoding"] == "gzip" and packed.headers["Cache-Control"] == "no-store"
    assert gzip.decompress(packed.data).decode().startswith("<!doctype html>")


def test_static_files_are_sent_compressed_and_kept(tmp_path: Path) -> None:
    compressor = Compressor(quiet=True)
    for path in (STATIC / "theme.css", STATIC / "icons.svg"):
        list(compressor.compress(str(path)))
    settings = from_environment({"REINVEST_INSTANCE": str(tmp_path), "SECRET_KEY": "a secret for tests"})
    client = create_app(settings | {"TESTING": True}).test_client()
    for name in ("theme.css", "icons.svg"):
        with client.get(f"/static/{name}?v=1", headers=TAKES) as sent:
            assert sent.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in sent.headers["Vary"]
            assert gzip.decompress(sent.data) == (STATIC / name).read_bytes()
            assert sent.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        with client.get(f"/static/{name}") as plain:
            assert plain.data == (STATIC / name).read_bytes()
    with client.get("/static/vendor/fonts/public-sans-latin-wght-normal.woff2", headers=TAKES) as font:
        assert "Content-Encoding" not in font.headers and "immutable" in font.headers["Cache-Control"]
