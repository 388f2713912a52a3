"""The places that an organization fights over, told by the rooms above: they are offered first."""

from __future__ import annotations

from collections.abc import Callable

from crm.core.registry import Registry

jurisdictions: Registry[Callable[[], list[str]]] = Registry("source of jurisdictions")
"""What gives the Open Civic Data ids that the organization's work is about, by name."""


def list_jurisdictions() -> list[str]:
    """The ids that the organization's work is about, each once."""
    return list(dict.fromkeys(ocd_id for ids in jurisdictions.values() for ocd_id in ids()))
