"""The demo in Spanish: every page that links lead to speaks it, from its title to what is read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser

import flask_babel
import pytest
from flask import Flask
from flask.testing import FlaskClient

from crm.accounts.queries import find_user_by_email
from crm.demo.service import load_demo
from tests.house.test_translations import READ_ALOUD, forms, messages
from tests.support.factories import sign_in

# A text of one word, such as "yes", may be what a member wrote.
SHORTEST = 4


class _Page(HTMLParser):
    """Collects a page's links, its texts, and what is read aloud of it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.texts: list[str] = []
        self.language = ""
        self.quoted: list[str] = []  # the open element of another language, and those of its name within

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a tag leads and what is read aloud of it."""
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag in self.quoted[:1] or (not self.quoted and given.get("lang", self.language) != self.language):
            self.quoted.append(tag)
        if tag == "a" and given.get("href", "").startswith("/"):
            self.links.append(given["href"].partition("#")[0])
        self.texts += [value.strip() for name, value in given.items() if name in READ_ALOUD]

    def handle_endtag(self, tag: str) -> None:
        """Come back from another language."""
        if tag in self.quoted[:1]:
            self.quoted.pop()

    def handle_data(self, data: str) -> None:
        """Note a text, unless it says that it is in another language."""
        if not self.quoted:
            self.texts.append(data.strip())


@pytest.mark.parametrize("who", ["malik", "rosa"])
def test_every_page_speaks_spanish(app: Flask, client: FlaskClient, now: datetime, who: str) -> None:
    assert load_demo(now).is_new
    user = find_user_by_email(f"{who}@demo.example.org")
    assert user is not None
    user.language = "es"
    sign_in(client, user)
    flask_babel.refresh()
    english, pages = _english(), dict(_pages(client, "/"))
    assert len(pages) > 12
    for address, page in pages.items():
        assert page.language == "es", address
        if not address.endswith("/poster"):  # a poster hangs on a wall and says everything twice
            assert not english.intersection(page.texts), address


def _english() -> set[str]:
    """Every English text that Spanish says otherwise and that has nothing to fill in."""
    pairs = [
        pair
        for message in messages()
        if message.context is None
        for pair in zip(forms(message.id), forms(message.string), strict=True)
    ]
    found = {text for text, said in pairs if text != said and "%(" not in text and len(text) >= SHORTEST}
    return found - {"English", "wrong number"}  # the way to the other language, and an answer to practice with


def _pages(client: FlaskClient, first: str) -> Iterator[tuple[str, _Page]]:
    """Follow links from an address; one page of each kind, whatever its numbers."""
    seen, waiting = set(), [first]
    while waiting:
        address = waiting.pop(0)
        kind = re.sub(r"\d+", "0", address)
        if kind in seen or address.startswith("/static/"):
            continue
        seen.add(kind)
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code < 500, address
        if answer.mimetype == "text/html":
            page = _Page()
            page.feed(answer.text)
            yield address, page
            waiting += page.links
