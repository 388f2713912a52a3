"""Records that hang together by sure pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

LARGEST = 8
"""A larger heap is no person but a chain of lookalikes; only the pairs found in it stand."""


def group(links: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """All pairs, the lower first, within each set of places that the links hold together."""
    root: dict[int, int] = {}
    for low, high in links:
        root[_top(root, high)] = _top(root, low)
    members: dict[int, list[int]] = {}
    for place in list(root):
        members.setdefault(_top(root, place), []).append(place)
    for some in members.values():
        if 2 < len(some) <= LARGEST:
            yield from combinations(sorted(some), 2)


def _top(root: dict[int, int], place: int) -> int:
    root.setdefault(place, place)
    while root[place] != place:
        root[place] = root[root[place]]
        place = root[place]
    return place
