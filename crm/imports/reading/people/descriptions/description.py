"""How a kind of list is described: its signs with their weights, its own columns, what is left out.

Every text is a list of folded spellings parted by semicolons; a star in one stands for anything, and one that begins
with = is compared letter by letter. A sign counts once, whatever number of columns shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crm.imports.reading.kinds import Kind

LEAST = 10
"""The weight of signs from which on a file is taken for a kind."""


@dataclass(frozen=True, slots=True, eq=False)
class Description:
    """One kind: signs in the header, cells that speak for it, its columns beside the general ones, what it leaves out.

    merge_by names the field whose equal values make several rows one person.
    """

    kind: Kind
    signs: tuple[tuple[int, str], ...]
    cells: tuple[tuple[int, str], ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    leave: str = ""
    system: str = ""
    merge_by: tuple[str, ...] = ()
