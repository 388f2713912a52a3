"""Other ways to write a header: its abbreviations in full, its numbers apart, its two words the other way round."""

import re
from collections.abc import Iterator

_PARTS = re.compile(r"[a-z]+|\d+|#")
_IN_FULL = {
    "addr": "address", "adr": "address", "res": "residence", "ph": "phone", "phn": "phone", "mob": "mobile",
    "num": "number", "nbr": "number", "nr": "number", "#": "number", "pref": "preferred", "lang": "language",
    "fam": "family", "giv": "given", "nm": "name", "em": "email", "ctry": "country", "mbr": "member",
    "dir": "direccion", "cel": "celular", "nom": "nombre", "cod": "codigo", "mun": "municipio", "edo": "estado",
    "cd": "ciudad", "apell": "apellido",
}  # fmt: skip


def rewritings(spelling: str) -> Iterator[str]:
    """Give the other ways to write a folded header, surest first: "addr line1" and "name first" are known then."""
    words = [_IN_FULL.get(part, part) for part in _PARTS.findall(spelling)]
    whole = " ".join(words)
    if whole != spelling:
        yield whole
    if len(words) == 2:
        yield f"{words[1]} {words[0]}"
