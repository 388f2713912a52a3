"""Sealed text opens only with its key and only in its own column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config import from_environment
from crm import create_app
from crm.core import sealing
from crm.core.errors import Refused
from crm.core.keys import MissingKey

OLD, NEW = sealing.new_key(), sealing.new_key().replace("k1:", "k2:")


@pytest.fixture(autouse=True)
def _own_keys() -> Iterator[None]:
    kept = dict(sealing._keys)
    yield
    sealing._keys.clear()
    sealing._keys.update(kept)


def test_what_is_sealed_opens_again_and_is_not_readable() -> None:
    sealing.load_keys(OLD)
    sealed = sealing.seal("Her son was ticketed.", "one_on_ones.sealed_story")
    assert "ticketed" not in sealed
    assert sealing.unseal(sealed, "one_on_ones.sealed_story") == "Her son was ticketed."
    assert sealing.seal("Her son was ticketed.", "one_on_ones.sealed_story") != sealed


def test_a_sealed_text_moved_to_another_column_does_not_open() -> None:
    sealing.load_keys(OLD)
    sealed = sealing.seal("secret", "one_on_ones.sealed_story")
    with pytest.raises(Refused):
        sealing.unseal(sealed, "sender_accounts.sealed_token")


def test_a_new_key_first_seals_and_the_old_one_still_opens() -> None:
    sealing.load_keys(OLD)
    sealed = sealing.seal("secret", "a.b")
    sealing.load_keys(f"{NEW},{OLD}")
    assert sealing.unseal(sealed, "a.b") == "secret"
    assert sealing.seal("secret", "a.b").startswith("k2:")
    sealing.load_keys(NEW)
    with pytest.raises(Refused, match="does not have"):
        sealing.unseal(sealed, "a.b")


def test_keys_are_made_once_for_a_first_run_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    settings = from_environment({"REINVEST_INSTANCE": str(tmp_path)})
    first = create_app(settings).config["SEALING_KEYS"]
    assert create_app(settings).config["SEALING_KEYS"] == first
    assert (tmp_path / "sealing_keys").stat().st_mode & 0o777 == 0o600


def test_in_service_a_missing_key_refuses_to_start(tmp_path: Path) -> None:
    settings = from_environment({"REINVEST_INSTANCE": str(tmp_path), "PUBLIC_URL": "https://crm.example.org"})
    with pytest.raises(MissingKey, match="SECRET_KEY is not set"):
        create_app(settings)
    assert not list(tmp_path.iterdir())
