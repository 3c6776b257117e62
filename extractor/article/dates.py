"""When a page was published, read from a line: day first always, `+07:00`, as precise as the line is."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.language.fold import fold
from extractor.records import Precision

__all__ = ["Published", "parse_published"]

ZONE = "+07:00"
DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:/|-|\.|\s+tháng\s+)\s?(\d{1,2})\s?(?:/|-|\.|,?\s+năm\s+)\s?((?:19|20)\d\d)(?!\d)"
)
ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d))?)?")
CLOCK = re.compile(
    r"(?<![\d/.,-])([01]?\d|2[0-3])\s?(?::|h|g|giờ )\s?([0-5]\d)(?::([0-5]\d))?(?!\d)\s*(am|pm|sa|ch)?(?![\d/])"
)


class Published(NamedTuple):
    """An ISO 8601 time of publication and how much of it the page said; where in the line it stood."""

    value: str
    precision: Precision
    start: int
    end: int


def parse_published(line: str) -> Published | None:
    """The date (and time) that a line tells, or None.

    >>> parse_published("14:00 | 30/09/2020").value
    '2020-09-30T14:00:00+07:00'
    >>> parse_published("Thứ Tư, ngày 9 tháng 9 năm 2020").value
    '2020-09-09'
    """
    folded = fold(line)
    if found := ISO.search(folded):
        year, month, day = (int(part) for part in found.group(1, 2, 3))
        clock = found.group(4, 5, 6) if found.group(4) else None
        start, end = found.span()
    elif found := DAY.search(folded):
        day, month, year = (int(part) for part in found.groups())
        start, end = found.span()
        clock = None
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if clock is None and (hour := CLOCK.search(folded)):
        clock = hour.group(1, 2, 3)
        late = hour.group(4) in {"pm", "ch"} and int(clock[0]) < 12
        clock = (str(int(clock[0]) + 12 * late), clock[1], clock[2])
        start, end = min(start, hour.start()), max(end, hour.end())
    date = f"{year:04}-{month:02}-{day:02}"
    if clock is None:
        return Published(date, "day", start, end)
    time = f"{int(clock[0]):02}:{clock[1]}:{clock[2] or '00'}"
    return Published(f"{date}T{time}{ZONE}", "second" if clock[2] else "minute", start, end)
