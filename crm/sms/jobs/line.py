"""The line to one provider: so many calls at once as it takes well, learnt by starting with one, as it refuses fewer."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import lru_cache

from crm.sms.provider.choose import Sender, World, provider_for
from crm.sms.provider.error_codes import FOR_ALL, remedy_for
from crm.sms.provider.port import Accepted, Declined, NotNow, SendResult, SmsProvider, Unknown
from crm.sms.service.results import Result
from crm.sms.service.sending import Handed

log = logging.getLogger(__name__)
TOGETHER_SECONDS = 0.05
"""Answers that come within so long of each other are written down together."""
ONE_BY_ONE = 10
"""How many are handed over together to a provider that is called without waiting (simulated phones)."""
MOST_STRAIN = 6


class Line:
    """Calls one provider for many texts at once. `width` doubles while all goes well and shrinks when it is told to."""

    def __init__(self, provider: SmsProvider) -> None:
        self.provider = provider
        self.width = 1
        self.strain = 0
        self._in_flight: dict[Future[SendResult], Handed] = {}
        self._threads = ThreadPoolExecutor(provider.calls_at_once) if provider.calls_at_once > 1 else None

    @property
    def free(self) -> int:
        """How many more texts can be called out at this moment."""
        return max(0, (self.width if self._threads else ONE_BY_ONE) - len(self._in_flight))

    @property
    def is_busy(self) -> bool:
        """Whether answers are awaited."""
        return bool(self._in_flight)

    def call(self, texts: Iterable[Handed]) -> None:
        """Call the provider for each text, all at the same moment."""
        for handed in texts:
            self._in_flight[self._start(handed)] = handed

    def answers(self) -> list[Result]:
        """What was said to texts that were called out; waits for the first answer, and a moment for others."""
        if not self._in_flight:
            return []
        done = wait(self._in_flight, TOGETHER_SECONDS).done
        done = done or wait(self._in_flight, return_when=FIRST_COMPLETED).done
        results = [(self._in_flight.pop(future), _said(future)) for future in done]
        self._learn(result for _, result in results)
        return [(handed, self._patient(result)) for handed, result in results]

    def _start(self, handed: Handed) -> Future[SendResult]:
        if self._threads is not None:
            return self._threads.submit(self.provider.send, handed.text)
        future: Future[SendResult] = Future()
        future.set_result(self.provider.send(handed.text))
        return future

    def _learn(self, results: Iterable[SendResult]) -> None:
        """Half as many at once after a refusal for haste, one after what concerns all texts, else twice as many."""
        kinds = list(results)
        if any(concerns_all(result) for result in kinds):
            self.width = 1
        if any(isinstance(result, NotNow) for result in kinds):
            self.width, self.strain = max(1, self.width // 2), min(MOST_STRAIN, self.strain + 1)
        elif all(isinstance(result, Accepted) for result in kinds):
            self.width, self.strain = min(self.provider.calls_at_once, self.width * 2), 0

    def _patient(self, result: SendResult) -> SendResult:
        """A refusal for haste waits the longer the more of them there were, each text another while."""
        if not isinstance(result, NotNow):
            return result
        seconds = result.seconds + (2 ** (self.strain - 1) - 1) * random.random()  # noqa: S311  (jitter, no secret)
        return NotNow(seconds, result.words, result.is_busy)


def _said(future: Future[SendResult]) -> SendResult:
    """The provider's word; nobody knows what became of a text whose call broke in a way that nobody foresaw."""
    try:
        return future.result()
    except Exception as error:
        log.exception("a call of the provider broke")
        return Unknown(type(error).__name__)


def concerns_all(result: SendResult) -> bool:
    """Whether the rest should wait: the provider asked for patience, or refuses the blast or the whole account."""
    return isinstance(result, NotNow) or (isinstance(result, Declined) and remedy_for(result.code) in FOR_ALL)


@lru_cache(maxsize=16)
def line_to(sender: Sender, outside: World) -> Line:
    """One line for each account, so that its connections are kept, and how much it takes is remembered."""
    return Line(provider_for(sender, outside))
