"""What reading has to say in words: a refusal of the whole file, or a notice about one line of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crm.core.errors import N_, Refused


class Phrase(str):
    """A value inside a sentence that is English itself and is translated with it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark for the person who brought the file: an English sentence, its values, and the line it is
    about.
    """

    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None

    def __str__(self) -> str:
        """Give the sentence in English with its values filled in, led by the line number where there is
        one.
        """
        text = self.message % self.params if self.params else self.message
        return text if self.line is None else f"Line {self.line}: {text}"


class UnreadableFile(Refused):
    """The whole file cannot be taken; holds the sentence to translate, its values, and the line where known."""

    def __init__(self, message: str, *, line: int | None = None, **params: object) -> None:
        """Keep the 1-based line apart from the sentence and its values."""
        super().__init__(message, **params)
        self.line = line

    def __str__(self) -> str:
        """Give the sentence in English with its values filled in, led by the line number where there is one."""
        return str(Notice(self.message, self.params, self.line))


class Notices:
    """Gathers notices; of the same sentence the first hundred are kept and the rest counted in one."""

    MOST = 100

    def __init__(self, first: Iterable[Notice] = ()) -> None:
        """Start with the notices of an earlier step."""
        self._kept: list[Notice] = list(first)
        self._counts = Counter(notice.message for notice in self._kept)

    def append(self, notice: Notice) -> None:
        """Keep a notice, or only count it when its sentence was said a hundred times."""
        self._counts[notice.message] += 1
        if self._counts[notice.message] <= self.MOST:
            self._kept.append(notice)

    def listed(self) -> tuple[Notice, ...]:
        """Give all notices by line, those of the whole file first, and how many lines more had the same."""
        more = sum(count - self.MOST for count in self._counts.values() if count > self.MOST)
        kept = sorted(self._kept, key=lambda notice: notice.line or 0)
        if more:
            kept.append(Notice(N_("%(count)s more remarks of the same kinds were left out."), {"count": more}))
        return tuple(kept)
