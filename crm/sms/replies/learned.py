"""The second reader: how surely a text asks to be left alone, learned from labelled texts by
`make train-replies`; the rules stay in front of it (`decision`)."""

import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from crm.sms.replies.learned_features import BUCKETS, features
from crm.sms.replies.reading import Reading, read

MODEL_FILE = Path(__file__).parent / "reference" / "learned.bin"

_HEADER = struct.Struct("<Iff")  # fingerprint of the features, intercept, weight of one step
_PROBES = ("Please stop texting me!", "ya no me manden mensajes", "I'll be there at 6 🙏 stop the cuts", "¿quién es?")


@dataclass(frozen=True, slots=True)
class Model:
    """A weight of -127 to 127 steps for each bucket, and what it was made with."""

    fingerprint: int
    intercept: float
    step: float
    weights: Sequence[float]

    def chance(self, found: dict[int, float]) -> float:
        """Give the chance, 0 to 1, that a text with these features asks to be left alone."""
        weights = self.weights
        score = self.intercept + self.step * sum(weights[bucket] * value for bucket, value in found.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def request_to_stop(spoken: Reading) -> float:
    """Give the chance, 0 to 1, that a text asks to be left alone."""
    return model().chance(features(spoken))


@lru_cache(maxsize=1)
def model() -> Model:
    """Read the weights, once a process; raises ValueError when the file is cut short."""
    packed = MODEL_FILE.read_bytes()
    fingerprint, intercept, step = _HEADER.unpack_from(packed)
    weights = memoryview(zlib.decompress(packed[_HEADER.size :])).cast("b")
    if len(weights) != BUCKETS:
        raise ValueError(f"{MODEL_FILE.name} holds {len(weights)} weights, not {BUCKETS}; run: make train-replies")
    return Model(fingerprint, intercept, step, weights)


def packed(weights: list[float], intercept: float) -> bytes:
    """Pack weights as one signed byte each, as `model` reads them."""
    step = max(1e-9, max(abs(weight) for weight in weights) / 127)
    steps = struct.pack(f"<{BUCKETS}b", *(round(weight / step) for weight in weights))
    return _HEADER.pack(feature_fingerprint(), intercept, step) + zlib.compress(steps, 9)


def feature_fingerprint() -> int:
    """Give a number that changes when the features of a few fixed texts do: weights fit only their own features."""
    seen = [sorted(features(read(text)).items()) for text in _PROBES]
    return zlib.crc32(repr([[(bucket, round(value, 6)) for bucket, value in row] for row in seen]).encode())
