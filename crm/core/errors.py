"""What services raise when they will not do a thing; each carries a sentence for a person, translated when shown."""

from __future__ import annotations


def N_(message: str) -> str:
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return message


class DomainError(Exception):
    """A refusal with a sentence: `message` is the English sentence to translate, `params` fill its %(name)s."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class NotFound(DomainError):
    """The thing does not exist, or not for this organization."""


class NotAllowed(DomainError):
    """The person signed in may not do this."""


class Conflict(DomainError):
    """The thing has changed or exists already."""


class Refused(DomainError):
    """The request makes no sense as it stands; the sentence says what to mend."""
