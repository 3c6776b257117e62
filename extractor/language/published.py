"""When a page says that it was published: day first always, `+07:00`, as precise as the line is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from extractor.language.fold import fold
from extractor.records import Precision

__all__ = ["Published", "parse_published"]

VIETNAM = timezone(timedelta(hours=7))
DAY = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:\s?(?P<mark>[/.-])\s?(?P<m>\d{1,2})\s?(?P=mark)\s?|\s+tháng\s+(?P<m2>\d{1,2})(?:,?\s+năm\s+|\s?[/,-]\s?))(?P<y>(?:19|20)\d\d)(?!\d)"
)
ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"
    r"(?:[t ](?P<h>\d\d):(?P<min>\d\d)(?::(?P<s>\d\d)(?:[.,]\d{1,9})?)?\s?(?P<zone>z(?!\w)|[+-]\d\d:?\d\d)?)?"
)
CLOCK = re.compile(
    r"(?<![\d/.,-])(?P<h>\d{1,2})(?:\s?(?::|h|g)\s?(?P<min>[0-5]\d)(?!\d)(?::(?P<s>[0-5]\d)(?!\d))?|\s?giờ(?:\s?(?P<min2>[0-5]?\d)(?:\s?phút|(?!\s?[\d/.-])))?|h(?=[\s,]))"
    r"(?:\s*(?P<half>am|pm|sa|ch)(?!\w))?(?![/\d])"
)


class Published(NamedTuple):
    """An ISO 8601 time of publication, how much of it the line said, and where in the line it stands."""

    value: str
    precision: Precision
    start: int
    end: int

    @property
    def is_coarse(self) -> bool:
        """Whether the time tells only the day: midnight is what machines write where they know no hour."""
        return self.precision == "day" or "T00:00:00" in self.value


def parse_published(line: str) -> Published | None:
    """The date, and the time where one is told, of a dateline; None where no day stands in it.

    A time with a zone of its own (`Z`, `+00:00`) is given in Vietnam's; one without is Vietnam's. A day that does not
    exist is none.

    >>> parse_published("14:00 | 30/09/2020").value
    '2020-09-30T14:00:00+07:00'
    >>> parse_published("Thứ Tư, ngày 9 tháng 9 năm 2020").value
    '2020-09-09'
    >>> parse_published("2020-09-30T07:00:00Z").value
    '2020-09-30T14:00:00+07:00'
    """
    folded = fold(line)
    for found in ISO.finditer(folded):
        if (published := _iso(found)) is not None:
            return published
    for found in DAY.finditer(folded):
        month = found["m"] or found["m2"]
        day = _moment(found["y"], month, found["d"])
        if day is not None:
            return _with_clock(day, found, folded)
    return None


def _iso(found: re.Match[str]) -> Published | None:
    moment = _moment(*found.group("y", "m", "d", "h", "min", "s"))
    if moment is None:
        return None
    if found["h"] is None:
        return Published(moment.date().isoformat(), "day", *found.span())
    zone = found["zone"]
    if zone:
        hours = timedelta(0) if zone == "z" else timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        if hours >= timedelta(hours=24):
            return None
        moment = moment.replace(tzinfo=timezone(-hours if zone[0] == "-" else hours)).astimezone(VIETNAM)
    return Published(moment.replace(tzinfo=VIETNAM).isoformat(), "second" if found["s"] else "minute", *found.span())


def _with_clock(day: datetime, found: re.Match[str], folded: str) -> Published:
    """A day with the first time of day that stands anywhere in the line."""
    for clock in CLOCK.finditer(folded):
        hour = int(clock["h"])
        if clock["half"] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if clock["half"] in {"pm", "ch"} else 0)
        if hour > 23:
            continue
        minute = int(clock["min"] or clock["min2"] or 0)
        moment = day.replace(hour=hour, minute=minute, second=int(clock["s"] or 0), tzinfo=VIETNAM)
        start, end = min(found.start(), clock.start()), max(found.end(), clock.end())
        return Published(moment.isoformat(), "second" if clock["s"] else "minute", start, end)
    return Published(day.date().isoformat(), "day", *found.span())


def _moment(year: str, month: str, day: str, *clock: str | None) -> datetime | None:
    try:
        hour, minute, second = (int(part or 0) for part in clock or (None, None, None))
        return datetime(int(year), int(month), int(day), hour, minute, second)
    except ValueError:
        return None
