"""Style, complexity, types and templates are clean by their tools, as `make lint` runs them."""

import subprocess
import sys

import pytest

from tests.house.sources import ROOT, template_files


@pytest.mark.parametrize("tool", [("ruff", "check", "--no-fix", "."), ("mypy",)], ids=lambda tool: tool[0])
def test_the_tool_finds_nothing(tool: tuple[str, ...]) -> None:
    _assert_clean(*tool)


def test_djlint_finds_nothing() -> None:
    if template_files():
        _assert_clean("djlint", "--lint", "--quiet", "templates")


def _assert_clean(*tool: str) -> None:
    """Run a tool of this environment on the project; fail with what it printed."""
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
