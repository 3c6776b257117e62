"""How long to wait for a host: a pause that follows its answers, and growing pauses when it fails.

The idea is Scrapy's AutoThrottle: a host that needs two seconds for an answer is asked every two seconds at most.
Errors never shorten the pause.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from extractor.fetch.settings import Settings

__all__ = ["Manners", "retry_after"]


class Manners:
    """The pace of one host. Times are of a clock that is never set back (`clock`, tests replace it)."""

    def __init__(
        self, settings: Settings, *, clock: Callable[[], float], chance: Callable[[], float] = random.random
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._least = settings.delay
        self.delay = settings.delay
        self._free = 0.0  # when the next request may leave
        self._away = 0.0  # until when a host that cannot be reached is waited for
        self.failures = 0  # connections in a row that failed

    def ask_for(self, seconds: float) -> None:
        """A pause that robots.txt or a site's specification asks for; it is never undercut."""
        self._least = max(self._least, seconds)
        self.delay = max(self.delay, seconds)

    def wait(self) -> float:
        """How long until the next request may leave; it is taken as leaving then."""
        now = self._clock()
        start = max(now, self._free)
        self._free = start + self.delay
        return start - now

    def answered(self, seconds: float, *, good: bool) -> None:
        """An answer came after `seconds`. The pause moves half of the way towards that; errors only lengthen it."""
        self.failures = 0
        if self._settings.delay == 0:  # typed out by the user: no pace but what robots.txt asks for
            return
        pause = min(max(self._least, (self.delay + seconds) / 2), max(self._settings.max_delay, self._least))
        if good or pause > self.delay:
            self.delay = pause
        self._free = max(self._free, self._clock() + self.delay)  # counted from the end of a slow answer

    def hold(self, seconds: float) -> None:
        """Nothing leaves for so long (Retry-After)."""
        self._free = max(self._free, self._clock() + seconds)

    def unreachable(self) -> float:
        """The connection failed: a pause that doubles each time; gives how long it is.

        Connections that fail while the host is being waited for already were under way, and count as one.
        """
        now = self._clock()
        if now < self._away:
            return self._away - now
        self.failures += 1
        pause = self.backoff(self.failures)
        self._away = now + pause
        self.hold(pause)
        return pause

    def backoff(self, attempt: int) -> float:
        """The pause after the attempt of this number: doubling, with half of it left to chance."""
        pause = min(self._settings.backoff * 2.0 ** (attempt - 1), self._settings.max_backoff)
        return pause * (0.5 + self._chance() / 2)


def retry_after(value: str | None, now: float, *, longest: float) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), at most `longest`.

    >>> retry_after("120", 0.0, longest=60.0), retry_after("Thu, 01 Jan 1970 00:00:30 GMT", 10.0, longest=60.0)
    (60.0, 20.0)
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value), longest)
    try:
        moment = parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(moment - now, 0.0), longest)
