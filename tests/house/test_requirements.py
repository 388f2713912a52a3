"""The locks are what pyproject.toml and package.json ask for: pinned, hashed, and free of addresses."""

import json
import re
import tomllib

import pytest

from tests.house.sources import ROOT

RUNTIME, DEVELOPMENT = "requirements.txt", "tests/requirements.txt"
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)


def _locked(name: str) -> dict[str, str]:
    """Return name and version of each requirement of a lock."""
    return dict(PIN.findall((ROOT / name).read_text()))


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_the_lock_follows_pyproject(lock: str) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    direct = settings["project"]["dependencies"] if lock == RUNTIME else settings["dependency-groups"]["dev"]
    pins = dict(PIN.findall("\n".join(re.sub(r"\[.*?\]", "", one) for one in direct)))
    assert len(pins) == len(direct)
    assert {name: _locked(lock).get(name) for name in pins} == pins, "run `make lock`"


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_every_requirement_is_hashed_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    blocks = re.split(r"\n(?=[\w.-]+==)", text)[1:]
    assert len(blocks) == len(_locked(lock))
    assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
    assert "://" not in text


def test_both_locks_agree() -> None:
    runtime, development = _locked(RUNTIME), _locked(DEVELOPMENT)
    assert {name: development[name] for name in runtime.keys() & development.keys()} == {
        name: runtime[name] for name in runtime.keys() & development.keys()
    }


def test_the_npm_lock_is_exact_hashed_and_names_no_registry() -> None:
    folder = ROOT / "tests/support/node"
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert not [name for name, package in packages.items() if name and "integrity" not in package]
    assert not [name for name, package in packages.items() if "resolved" in package]
