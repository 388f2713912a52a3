"""`make vendor`: write the front-end assets, taken from locked npm packages, into crm/static. Their results
are committed.

Three things are not copied as they are: Bootstrap leaves out the components that no page uses and gets its dark
theme once more under the system's choice, so that dark works without JavaScript; the icons named in
vendor/icons.txt become one sprite; the licences become one file.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support import node

STATIC = Path(__file__).parents[2] / "crm" / "static"
VENDOR = STATIC / "vendor"
ICONS = VENDOR / "icons.txt"
FINER_THAN_SEEN = re.compile(r"(\.\d{2})\d+")
"""Decimals after the second, of a drawing 16 wide: a ninth of the sprite's weight."""
_FONTS = {
    "public-sans": ("latin", "vietnamese"),
    "bricolage-grotesque": ("latin", "vietnamese"),
}
_PACKAGES = (
    "bootstrap",
    "bootstrap-icons",
    "htmx.org",
    "@fontsource-variable/public-sans",
    "@fontsource-variable/bricolage-grotesque",
)
LEFT_OUT = re.compile(
    r"\.(?:accordion|btn-(?:check|close|toolbar|info|light|dark)|carousel|dropdown|dropup|dropend|dropstart|fade|float"
    r"|focus-ring|form-(?:floating|range|switch)|icon-link|link-[a-z]+|modal|nav|navbar|object-fit|offcanvas|offset"
    r"|opacity|order|placeholder|popover|progress-|ratio|row-cols|spinner|tab-pane|toast|tooltip|user-select|z-)"
    r"(?![a-z])(?:[a-z0-9-]*)|\.[a-z-]+-xxl(?:-[a-z0-9-]+)?\b"
)
"""The classes of Bootstrap that no page uses: components that need its JavaScript, and utilities of other layouts."""
_DARK = "[data-bs-theme=dark]"
# The same weight in the cascade as _DARK: :where() adds none.
_SYSTEM_DARK = ":root:not(:where([data-bs-theme=light]))"


def main() -> int:
    """Write every asset anew and print what each weighs."""
    modules = node.ensure_tools()
    (VENDOR / "fonts").mkdir(parents=True, exist_ok=True)
    css = (modules / "bootstrap/dist/css/bootstrap.min.css").read_text().removeprefix('@charset "UTF-8";')
    (VENDOR / "bootstrap.min.css").write_text(follow_system_theme(without_unused(css)))
    shutil.copyfile(modules / "htmx.org/dist/htmx.min.js", VENDOR / "htmx.min.js")
    for family, subsets in _FONTS.items():
        for subset in subsets:
            name = f"{family}-{subset}-wght-normal.woff2"
            shutil.copyfile(modules / f"@fontsource-variable/{family}/files/{name}", VENDOR / "fonts" / name)
    (STATIC / "icons.svg").write_text(sprite(modules / "bootstrap-icons/icons", ICONS.read_text().split()))
    (VENDOR / "LICENSES.md").write_text(licences(modules))
    return 0


def follow_system_theme(css: str) -> str:
    """Return minified Bootstrap whose dark rules also hold where the system asks for dark and the page for
    nothing.
    """
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css).rstrip()
    dark = "".join(
        f"{selector.replace(_DARK, _SYSTEM_DARK)}{{{body}}}"
        for selector, body in _rules(css)
        if selector.startswith(_DARK)  # the page's theme; what bears a theme of its own keeps it
    )
    return f"{css}\n@media (prefers-color-scheme:dark){{{dark}}}\n"


def without_unused(css: str) -> str:
    """Return minified CSS without the selectors of classes left out, and without rules that keep none."""
    kept: list[str] = []
    for selector, body in re.findall(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}", css):
        if selector.startswith(("@media", "@supports")):
            inner = without_unused(body)
            kept += [f"{selector}{{{inner}}}"] if inner else []
            continue
        used = [one for one in _selectors(selector) if not LEFT_OUT.search(one)]
        kept += [f"{','.join(used)}{{{body}}}"] if used else []
    return "".join(kept)


def _selectors(selector: str) -> list[str]:
    """Split a list of selectors at its commas, not at those inside :not(…)."""
    return re.split(r",(?![^()]*\))", selector)


def sprite(icons: Path, names: list[str]) -> str:
    """Return one SVG with a symbol for each icon, to be drawn with <use href="icons.svg#name">."""
    symbols = []
    for name in sorted(set(names)):
        svg = FINER_THAN_SEEN.sub(r"\1", (icons / f"{name}.svg").read_text())
        found = re.fullmatch(r'<svg [^>]*viewBox="([\d. ]+)"[^>]*>(.*)</svg>\s*', svg, re.DOTALL)
        if not found:
            raise ValueError(f"the icon {name} is not drawn as expected")
        drawing = re.sub(r">\s+<", "><", found[2].strip())
        symbols.append(f'<symbol id="{name}" viewBox="{found[1]}">{drawing}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def licences(modules: Path) -> str:
    """Return the names, versions and licences of all that is copied here, with each licence's text."""
    packages = [(modules / name, json.loads((modules / name / "package.json").read_text())) for name in _PACKAGES]
    rows = [f"| {package['name']} | {package['version']} | {package['license']} |" for _, package in packages]
    texts = [
        f"## {package['name']}\n\n```text\n{(folder / 'LICENSE').read_text().strip()}\n```"
        for folder, package in packages
    ]
    head = (
        "# What stands here and under which licence\n\nWritten by `make vendor`. Bootstrap is changed:"
        " components that no page uses are left out, and its dark rules are repeated"
        " under `prefers-color-scheme`. The icons stand in ../icons.svg.\n"
    )
    table = ["| package | version | SPDX licence |", "| --- | --- | --- |", *rows]
    return "\n".join([head, *table, "", "\n\n".join(texts), ""])


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield selector and body of each top-level rule of minified CSS, at-rules left out."""
    for selector, body in re.findall(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}", css):
        if not selector.lstrip().startswith("@"):
            yield selector, body


if __name__ == "__main__":
    sys.exit(main())
