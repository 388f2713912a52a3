"""The front-end assets: light enough for a phone, from the project itself, and in step with each other."""

import gzip
import re

from tests.house.sources import ROOT, template_files
from tests.support.vendor import LEFT_OUT

STATIC = ROOT / "crm" / "static"
VENDOR = STATIC / "vendor"
# What every page links. The Vietnamese parts of the fonts load only for a name that needs them.
FIRST_VISIT = (
    STATIC / "theme.css",
    STATIC / "icons.svg",
    VENDOR / "bootstrap.min.css",
    VENDOR / "htmx.min.js",
    VENDOR / "fonts/public-sans-latin-wght-normal.woff2",
    VENDOR / "fonts/bricolage-grotesque-latin-wght-normal.woff2",
)
# 150 KB for a first visit on a phone, of which a page and its own room's styles may take 25.
FIRST_VISIT_BYTES = 125_000


def test_a_first_visit_is_light() -> None:
    weight = sum(_weight(path.read_bytes(), packed=path.suffix == ".woff2") for path in FIRST_VISIT)
    assert weight < FIRST_VISIT_BYTES


def test_stylesheets_load_from_the_project_alone() -> None:
    for sheet in (STATIC / "theme.css", VENDOR / "bootstrap.min.css"):
        for target in re.findall(r"url\(\s*[\"']?([^\"')\s]+)", sheet.read_text()):
            assert target.startswith("data:image/") or (sheet.parent / target).is_file(), (sheet.name, target)
        assert "@import" not in sheet.read_text()


def test_the_system_chooses_the_same_dark_as_the_page() -> None:
    css = (STATIC / "theme.css").read_text()
    by_page = re.search(r'^\[data-bs-theme="dark"\] \{(.*?)\}', css, re.DOTALL | re.MULTILINE)
    by_system = re.search(
        r'^  :root:not\(:where\(\[data-bs-theme="light"\]\)\) \{(.*?)\}', css, re.DOTALL | re.MULTILINE
    )
    assert by_page and by_system
    assert by_page[1].split() == by_system[1].split()


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    assert drawn == set((VENDOR / "icons.txt").read_text().split()), "run `make vendor`"
    literal = re.compile(r"""\bicon\(\s*["']([a-z0-9-]+)["']|icons\.svg['")}\s]*#([a-z0-9-]+)""")
    pages = "".join(path.read_text() for path in template_files())
    used = {name for pair in literal.findall(pages) for name in pair if name}
    assert used <= drawn


def test_no_page_uses_a_class_that_was_left_out_of_bootstrap() -> None:
    classes = re.compile(r"""class(?:Name)?=["']([^"']*)["']|classList\.\w+\(["']([^"']+)""")
    scripts = [path for path in STATIC.rglob("*.js") if path.parent != VENDOR]
    for path in (*template_files(), *scripts):
        for pair in classes.findall(path.read_text()):
            gone = [name for name in re.findall(r"[a-z][a-z0-9-]*", " ".join(pair)) if LEFT_OUT.fullmatch(f".{name}")]
            assert not gone, (path.name, gone)


def test_every_asset_has_its_licence() -> None:
    stated = (VENDOR / "LICENSES.md").read_text()
    for package in ("bootstrap", "bootstrap-icons", "htmx.org", "public-sans", "bricolage-grotesque"):
        assert re.search(rf"^\| \S*{re.escape(package)} \| [\d.]+ \| \S+ \|$", stated, re.MULTILINE), package


def _weight(content: bytes, *, packed: bool) -> int:
    """Return the bytes that travel: text compressed, fonts as they are."""
    return len(content if packed else gzip.compress(content, 9))
