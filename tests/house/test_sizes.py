"""Files and functions stay small enough to read at once, and say what they are for."""

import ast
import re
from collections.abc import Iterable

from tests.house.sources import (
    ALL_SOURCES,
    ROOM_SOURCES,
    ROOT,
    definitions,
    python_files,
    short,
    template_files,
)

HAND_WRITTEN = tuple(name for name in ALL_SOURCES if name != "migrations")
"""Migrations list tables column by column and are read as data."""
MODULE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 200
# What a library gives its meaning.
KNOWN_CLASSES = {"Meta"}
# Written so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")


def test_modules_stay_under_300_lines() -> None:
    lengths = {short(path): _lines(path.read_text()) for path in python_files(HAND_WRITTEN)}
    _none(f"{name} has {count} lines" for name, count in lengths.items() if count >= MODULE_LINES)


def test_functions_stay_under_40_lines() -> None:
    _none(
        f"{found.where} has {found.lines} lines"
        for path in python_files(HAND_WRITTEN)
        for found in definitions(path)
        if not isinstance(found.node, ast.ClassDef) and found.lines >= FUNCTION_LINES
    )


def test_templates_stay_under_200_lines() -> None:
    lengths = {short(path): _lines(path.read_text()) for path in template_files()}
    _none(f"{name} has {count} lines" for name, count in lengths.items() if count >= TEMPLATE_LINES)


def test_every_module_says_what_it_is_for() -> None:
    _none(short(path) for path in python_files(ALL_SOURCES) if not ast.get_docstring(ast.parse(path.read_text())))


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    _none(
        found.where
        for path in python_files((*ROOM_SOURCES, "tests/support", "tests/house"))
        if not path.name.startswith("test_")
        for found in definitions(path)
        if found.is_public and found.node.name not in KNOWN_CLASSES and not ast.get_docstring(found.node)
    )


def test_nothing_is_left_for_later() -> None:
    assets = (path for path in (ROOT / "crm/static").glob("*.*") if path.suffix != ".gz")
    files = [*python_files(ALL_SOURCES), *template_files(), *assets]
    _none(
        f"{short(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if UNFINISHED.search(line)
    )


def test_templates_hold_no_inline_style_or_script() -> None:
    """The content-security policy allows neither; htmx's own event attributes are evaluated code as well."""
    inline = re.compile(r"\sstyle=|\son[a-z]+=|\shx-on[:=]|<style\b|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    _none(
        f"{short(path)}:{number}: {line.strip()}"
        for path in template_files()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if path.suffix == ".html" and inline.search(line)
    )


def _lines(text: str) -> int:
    """Return how many lines a text has."""
    return len(text.splitlines())


def _none(offenders: Iterable[str]) -> None:
    """Fail with one line for each offender."""
    found = list(offenders)
    assert not found, "\n" + "\n".join(found)
