"""What a person's hands and eyes take at a phone: taps and letters counted, seconds reckoned and the page's answers measured.

The keystroke-level model: each act has its usual time, thinking stands where somebody decides, and what the page takes to
answer is measured as it happens. A test runs faster than a thumb; a person is as fast as this says.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

TAP = 0.6
"""Seconds to bring a thumb to a target of 44 pixels and touch it (Fitts's law at the width of a phone)."""
LETTER = 0.33
"""Seconds a letter: 36 words a minute, the mean of 37,000 people on phones (Palin and others, 2019)."""
THINK = 1.35
"""Seconds to decide (the operator M of Card, Moran and Newell)."""
WORD = 60 / 238
"""Seconds a word read in silence (Brysbaert, 2019)."""


class Hands:
    """One person at a page; `taps`, `letters` and `seconds` since the beginning or the last `again()`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.again()

    def again(self) -> None:
        """Begin to count anew."""
        self.taps, self.letters, self.seconds = 0, 0, 0.0

    def tap(self, target: Locator) -> None:
        """Touch something, and wait until the page took it."""
        self.taps, self.seconds = self.taps + 1, self.seconds + TAP
        with self._measured():
            target.tap()

    def decide(self, target: Locator) -> None:
        """Touch something after thinking about it."""
        self.seconds += THINK
        self.tap(target)

    def type(self, text: str, *keys: str) -> None:
        """Letters, then keys that are none (Enter), where the cursor is; what they bring about is waited for with `see`."""
        self.page.keyboard.type(text)
        for key in keys:
            self.page.keyboard.press(key)
        self.letters += len(text) + len(keys)
        self.seconds += (len(text) + len(keys)) * LETTER

    def read(self, text: str) -> None:
        """Read words in silence."""
        self.seconds += len(text.split()) * WORD

    def see(self, target: Locator) -> None:
        """Wait until something is there to be seen."""
        with self._measured():
            expect(target).to_be_visible()

    @contextmanager
    def _measured(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - began
