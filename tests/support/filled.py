"""What a browser would send from a page as it stands: the values of its fields."""

from __future__ import annotations

from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]


class _Fields(HTMLParser):
    """Collects inputs that would be sent, texts, and chosen options."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._name = ""
        self._in_text = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Take what an opening tag says."""
        given = {name: value or "" for name, value in attrs}
        if tag == "input":
            self._input(given)
        elif tag in ("textarea", "select"):
            self._name, self._in_text = given.get("name", ""), tag == "textarea"
            if self._in_text:
                self.values[self._name] = ""
        elif tag == "option" and "selected" in given:
            self.values[self._name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Leave a text."""
        self._in_text = self._in_text and tag != "textarea"

    def handle_data(self, data: str) -> None:
        """Take the words of a text."""
        if self._in_text:
            self.values[self._name] += data

    def _input(self, given: dict[str, str]) -> None:
        is_off = given.get("type") in ("checkbox", "radio") and "checked" not in given
        if given.get("name") and not is_off:
            self.values[given["name"]] = given.get("value", "")


def filled(html: str) -> dict[str, str]:
    """The values of all fields of a page with one form, by name."""
    parser = _Fields()
    parser.feed(html)
    return parser.values
