"""What the second reader sees of a text: runs of its words, of its letters and of its concepts, never the
verdict of the rules: a second opinion that has heard the first is worth less (figures in tests/sms/train_replies.py)."""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator

from crm.sms.replies.reading import Reading
from crm.sms.replies.tagging import concepts

BUCKETS = 1 << 16
LONGEST_SEEN = 600  # characters; a longer text is an essay, whose wish stands at its beginning

_TOKEN = re.compile(r"\w+|[^\w\s]")


def features(spoken: Reading) -> dict[int, float]:
    """Give the buckets of a text with their weights: its words, letters and concepts, each group of length 1."""
    tokens = _TOKEN.findall(spoken.plain[:LONGEST_SEEN])
    tags = concepts(spoken.line[:LONGEST_SEEN]).split()
    found: dict[int, float] = {}
    for grams in (_runs("w", tokens), _letters(tokens), _runs("t", tags)):
        _add(found, Counter(grams))
    return found


def _runs(kind: str, tokens: list[str]) -> Iterator[str]:
    """Give the runs of one to three tokens, the text's beginning and end among them."""
    bounded = ["^", *tokens, "$"]
    for length in (1, 2, 3):
        for at in range(len(bounded) - length + 1):
            yield f"{kind} {' '.join(bounded[at : at + length])}"


def _letters(tokens: list[str]) -> Iterator[str]:
    """Give the runs of two to five letters within each word, its borders among them."""
    for token in tokens:
        bounded = f" {token} "
        for length in (2, 3, 4, 5):
            for at in range(len(bounded) - length + 1):
                yield f"c {bounded[at : at + length]}"


def _add(found: dict[int, float], counts: Counter[str]) -> None:
    """Add one group of runs, damped by logarithm and scaled to length 1."""
    damped = {gram: 1.0 + math.log(count) for gram, count in counts.items()}
    length = math.sqrt(sum(value * value for value in damped.values()))
    for gram, value in damped.items():
        bucket = _bucket(gram)
        found[bucket] = found.get(bucket, 0.0) + value / length


def _bucket(gram: str) -> int:
    # Unlike hash(), the same in every process.
    return zlib.crc32(gram.encode("utf-8", "surrogatepass")) % BUCKETS
