"""Sealed text: encrypted with AES-256-GCM, bound to its column; and keyed hashes to look a secret up without keeping it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crm.core.errors import N_, Refused

_NONCE = 12
_keys: dict[str, bytes] = {}


def load_keys(raw: str) -> None:
    """Take the keys of SEALING_KEYS: comma-separated `name:base64 of 32 bytes`; the first seals, all open."""
    parsed: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in raw.split(","))):
        name, _, encoded = part.partition(":")
        key = base64.urlsafe_b64decode(encoded)
        if len(key) != 32 or not name:
            raise ValueError("SEALING_KEYS needs name:key pairs, each key 32 bytes in URL-safe base64")
        parsed[name] = key
    _keys.clear()
    _keys.update(parsed)


def new_key() -> str:
    """A fresh key in the form SEALING_KEYS takes."""
    return "k1:" + base64.urlsafe_b64encode(os.urandom(32)).decode()


def secret_from_file(path: Path, make: str) -> str:
    """The secret kept in a file, made once with `make` and readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make)
    return path.read_text().strip()


def _cipher(name: str) -> AESGCM:
    if name not in _keys:
        raise Refused(N_("This note is sealed with a key that this installation does not have."))
    return AESGCM(_keys[name])


def newest_key() -> str:
    """The name of the key that seals."""
    return next(iter(_keys))


def seal(text: str, column: str) -> str:
    """Encrypt a text for one column, named table.column; what was sealed for one column opens in no other."""
    name = newest_key()
    nonce = os.urandom(_NONCE)
    sealed = _cipher(name).encrypt(nonce, text.encode(), column.encode())
    return f"{name}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, column: str) -> str:
    """The text again; Refused when the key is missing or the text was tampered with or moved."""
    name, _, encoded = sealed.partition(":")
    raw = base64.urlsafe_b64decode(encoded)
    try:
        return _cipher(name).decrypt(raw[:_NONCE], raw[_NONCE:], column.encode()).decode()
    except InvalidTag as error:
        raise Refused(N_("This note cannot be opened: it was changed outside the program.")) from error


def keyed_hashes(value: str) -> list[str]:
    """Hashes that only this installation can make, one by each key: the first is given away, all are known again."""
    return [hmac.new(key, value.encode(), hashlib.sha256).hexdigest() for key in _keys.values()]
