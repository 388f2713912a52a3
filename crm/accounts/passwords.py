"""Passwords, kept as argon2id hashes (t=2, m=19 MiB, p=1: the OWASP minimum, about 20 ms a check)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_nobody = _hasher.hash("nobody has this password")
MIN_LENGTH = 10


def hash_password(password: str) -> str:
    """The hash to keep."""
    return _hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; takes as long for a user that does not exist (hash None)."""
    try:
        _hasher.verify(password_hash or _nobody, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
