"""Every text of the product is said in Spanish: none missing, none empty, none left outside of gettext."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale
from jinja2 import Environment, nodes
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import Length

from crm.core.i18n_names import LANGUAGE_CODES
from tests.house.sources import ROOT, python_files, short, template_files

CATALOGUE = ROOT / "crm" / "translations" / "es" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|\{%\(\w+\)s\}")
TRANSLATED = re.compile(r"n?gettext|p?gettext|lazy_gettext|_l?|N_")
READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title"}
# The product's own name, the beginning of a link, and the columns of Zoom's reports as Zoom writes them.
SAME_EVERYWHERE = {"re", "invest", "· re/invest", "0 · re/invest", "https://"}
# What is the same in both languages (keys, codes that are texted, units), and what a page for strangers says in each.
KEYS_AND_CODES = {
    "Tab",
    "Enter",
    "Ctrl D",
    "Esc",
    "u",
    "EN · ES",
    '0\n class="on-rail"',
    "RSVP 0",
    "SI 0",
    "HERE 0",
    "AQUI 0",
    "0 0 · 0 KB",
}
SAID_TWICE = {
    *("Sign in", "Registrarme", "Are you coming?", "¿Vienes?"),
    *("Scan and answer, no account needed.", "Escanea y responde, sin cuenta."),
}
ZOOM_COLUMNS = {
    "First Name, Last Name",
    "Email",
    "Phone",
    "Registration Time, Approval Status",
    "Join Time, Leave Time, Time in Session",
}
# Calls whose plain words a person reads: notices, refusals, the fields of forms and what they say when they refuse.
SPEAKS = re.compile(
    r"flash|NotFound|NotAllowed|Conflict|Refused|UnreadableFile|\w+Field|\w+Required|NumberRange|Optional"
)
# What a date is written by (UTS 35), such as "EEE MMM d".
DATE_PATTERN = re.compile(r"[EMLdyhHmsa ,:.'/]+")

Key = tuple[str | None, str]


@cache
def catalogue() -> Catalog:
    """Return the Spanish catalogue."""
    with CATALOGUE.open(encoding="utf-8") as file:
        return read_po(file, locale="es")


@cache
def extracted() -> dict[Key, str]:
    """Return every text that `make translations` finds, by context and English, with the file that says it."""
    names = re.findall(r"--keyword (\S+)", (ROOT / "Makefile").read_text())
    keywords = DEFAULT_KEYWORDS | parse_keywords(names)
    found: dict[Key, str] = {}
    for method, paths in (("python", python_files(("crm",))), ("jinja2", template_files())):
        for path in paths:
            for _, message, _, context in extract_from_file(method, path, keywords, options={"silent": "false"}):
                english = message if isinstance(message, str) else message[0]
                found[context, english] = short(path)
    return found


def messages() -> Iterator[Message]:
    """Yield the entries of the catalogue, without its header."""
    return (message for message in catalogue() if message.id)


def key(message: Message) -> Key:
    """Return what an entry is found by."""
    return message.context, forms(message.id)[0]


def forms(text: Any) -> tuple[str, ...]:
    """Return the singular and the plural of a text, or the text alone."""
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_text_is_in_the_catalogue() -> None:
    known = {key(message) for message in messages()}
    missing = {english: where for (context, english), where in extracted().items() if (context, english) not in known}
    assert not missing, "run `make translations` and translate what is new"


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    assert not [key(message) for message in messages() if key(message) not in extracted()]
    assert not list(catalogue().obsolete)


def test_every_text_is_translated() -> None:
    assert len(list(messages())) > 1000
    assert not [key(message) for message in messages() if not all(forms(message.string))]
    assert not [key(message) for message in messages() if message.fuzzy]
    assert not catalogue().fuzzy, "pybabel passes over a catalogue whose header is fuzzy"


def test_a_translation_keeps_the_values_that_are_filled_in() -> None:
    for message in messages():
        for english, spanish in zip(forms(message.id), forms(message.string), strict=True):
            assert _values(english) == _values(spanish), (english, spanish)


def test_a_translation_is_shaped_as_its_text() -> None:
    for message in messages():
        for english, spanish in zip(forms(message.id), forms(message.string), strict=True):
            assert spanish == spanish.strip() and english.count("\n") == spanish.count("\n"), spanish
            assert _end(english) == _end(spanish), (english, spanish)
            assert spanish.count("?") == spanish.count("¿") and spanish.count("!") == spanish.count("¡"), spanish


def test_a_text_inside_of_another_is_collected_too() -> None:
    """Babel passes over a call among the arguments of a call; such a text would stay English."""
    known = {english for _, english in map(key, messages())}
    for path in python_files(("crm",)):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _is_translation(ast.unparse(node.func)):
                texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
                assert not texts or known.intersection(texts), f"{short(path)}:{node.lineno} {texts}"


def test_what_code_says_to_a_person_goes_through_gettext() -> None:
    for path in python_files(("crm",)):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and SPEAKS.fullmatch(ast.unparse(node.func)):
                bare = [part for part in node.args if _is_bare_text(part)]
                assert not bare, f"{short(path)}:{node.lineno} {ast.unparse(bare[0])}"


@pytest.mark.parametrize("path", template_files(), ids=short)
def test_a_template_says_nothing_in_one_language_alone(path: Path) -> None:
    source = path.read_text()
    words = [*_words_of_page(source), *_words_of_expressions(source)]
    same = SAME_EVERYWHERE | ZOOM_COLUMNS | KEYS_AND_CODES | SAID_TWICE
    assert not [word for word in words if word not in same and re.search(r"[^\W\d_]", PLACEHOLDER.sub("", word))]


def test_the_check_of_templates_sees_what_it_should() -> None:
    seen = '<p title="A tip">{{ _("fine") }} <b>Some words</b> {{ button("Send it") if ok else x|local("MMM d") }}</p>'
    assert [*_words_of_page(seen), *_words_of_expressions(seen)] == ["A tip", "Some words", "Send it"]
    assert not [*_words_of_page('<p class="a b">{% if a %}{{ b }}, {{ c }}{% endif %} · 3</p>')]


def test_forms_refuse_in_spanish(app: Flask) -> None:
    from flask_wtf import FlaskForm

    class OneLine(FlaskForm):
        line = StringField(validators=[Length(max=3)])

    said = {}
    for code in LANGUAGE_CODES:
        with app.test_request_context("/"), force_locale(code):
            form = OneLine(MultiDict({"line": "longer"}), meta={"csrf": False})
            assert not form.validate()
            said[code] = str(form.line.errors[0])
    assert "cannot be longer" in said["en"] and "longer" not in said["es"]


def _values(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _end(text: str) -> str:
    return text[-1] if text[-1] in ".:?!" and not text.endswith(" p.m.") else ""


def _is_translation(name: str) -> bool:
    return TRANSLATED.fullmatch(name.rpartition(".")[2]) is not None


def _is_bare_text(node: ast.expr) -> bool:
    """Whether an argument is a text in one language: with a space in it, since "good" is the colour of a notice."""
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def _words_of_page(source: str) -> list[str]:
    """Return the texts and the read-aloud attributes of a template that stand outside of its expressions."""
    reader = _Reader()
    reader.feed("".join(_plain(source)))
    reader.close()
    return reader.found


def _plain(source: str) -> Iterator[str]:
    """Yield a template's own characters; a 0 stands where an expression is printed."""
    for _, kind, value in Environment().lex(source):
        if kind == "data":
            yield value
        elif kind == "variable_begin":
            yield "0"


class _Reader(HTMLParser):
    """Collects what a person would read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an attribute that is shown or read aloud."""
        self._note(*(value or "" for name, value in attrs if name in READ_ALOUD))

    def handle_data(self, data: str) -> None:
        """Note a text; what stands before an equals sign is an attribute that a macro gives a tag."""
        if not re.fullmatch(r"\s*([\w-]+=\"[^\"]*\"\s*)+", data):
            self._note(data)

    def _note(self, *texts: str) -> None:
        self.found += [text.strip() for text in texts if re.search(r"[^\W\d_]", text)]


def _words_of_expressions(source: str) -> list[str]:
    """Return the literals in a template's expressions that read like words for a person and are not translated."""
    return [text for text in _literals(Environment().parse(source)) if _reads_like_words(text)]


def _literals(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and _is_translation(node.node.name):
        return
    for child in node.iter_child_nodes():
        yield from _literals(child)


def _reads_like_words(text: str) -> bool:
    """Whether a literal is a sentence or begins as one: a capital and a small letter, and no pattern of a date."""
    return re.match(r"[A-Z][a-z]+\b", text) is not None and DATE_PATTERN.fullmatch(text) is None
