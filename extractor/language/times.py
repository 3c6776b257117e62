"""Years, school years, terms, dates and spans of time in a folded text; day first, always.

Whatever holds a year starts with a number, so numbers are looked for, what follows decides what it can be, and the
words before it whether it is that: "4/5" is a date only behind a word like "ngày" or with a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from extractor.language.fold import fold
from extractor.language.wordlists import load_numbers, load_words

__all__ = ["TimeKind", "TimeMention", "find_times"]

TimeKind = Literal["year", "years", "date", "month", "school_year", "term", "span", "relative"]


class TimeMention(NamedTuple):
    """A time in a folded text.

    `first` and `last` are its years (`last` is None for "từ 2016 đến nay"; both are where no year is told), `iso` the
    date of one single day, `listed` how many years are listed ("2017, 2018") or counted ("5 năm qua", "3 năm liền").
    """

    start: int
    end: int
    kind: TimeKind
    first: int | None
    last: int | None
    iso: str | None = None
    listed: int | None = None


_YEAR = r"(?:19|20)\d\d"
NUMBER = re.compile(r"\d+")
# What a number can open. Of days told together ("15 - 17/9/2020") no single one is the date.
CORE = re.compile(
    rf"(?P<days>\d{{1,2}}(?:[/.]\d{{1,2}})?\s*(?:-|,|và|đến)\s*(?:ngày\s+)?(?=\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?{_YEAR}(?!\d)))?"
    rf"(?P<d>\d{{1,2}})(?:\s?(?P<mark>[/.-])\s?(?P<m>\d{{1,2}})(?:\s?(?P=mark)\s?|\s+năm\s+)|\s+tháng\s+(?P<m2>\d{{1,2}})(?:,?\s+năm\s+|\s?[/.-]\s?))(?P<y>{_YEAR})(?![\d/]|-\d)"
    rf"|(?P<month>(?:0?[1-9]|1[0-2])(?:\s?[/.-]\s?|,?\s+năm\s+)(?P<my>{_YEAR}))(?![\d/]|-\d)"
    rf"|(?P<day>\d{{1,2}}(?:\s?[/-]\s?|\s+tháng\s+)(?:0?[1-9]|1[0-2]))(?![\d/-]|[.,]\d|\s?%)"
    rf"|(?P<y1>{_YEAR})(?:\s*(?:-|đến hết|đến)\s*(?:năm\s+)?(?P<y2>{_YEAR})(?!\d|/)"
    rf"|(?P<open>\s+đến nay(?!\w))|/(?P<y3>{_YEAR})(?![\d/])"
    rf"|(?P<more>(?:(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+)(?:năm\s+)?{_YEAR}(?!\d|/|\s*-\s*\d))+)|(?!\d|/|-\d))"
)
YEAR = re.compile(_YEAR)
# A year that stands at the head of a line, apart from what it tells of: "1981  Huân chương …", "- 1981: …".
HEAD = re.compile(r"\s*(?:[-+*•–]\s*)?")
ENTRY = re.compile(r"(?:\s{2,}|\t|\s*[:|]\s*|\s[-–]\s)(?!\d)")
LOOK_BACK = 48  # characters before a number in which the words stand that tell what it is
FRACTION = re.compile(r"\d{1,2}\s?[/-]\s?\d{1,2}")


class _Cues(NamedTuple):
    school: re.Pattern[str]
    term: re.Pattern[str]
    years: re.Pattern[str]
    year: re.Pattern[str]
    day: re.Pattern[str]
    month: re.Pattern[str]
    quarter: re.Pattern[str]
    since: re.Pattern[str]
    after: re.Pattern[str]
    numbers: dict[str, int]
    counted: re.Pattern[str]


@cache
def _cues() -> _Cues:
    """The words of models/language/times.toml as patterns that end where a number begins."""
    keys = ("school_year", "term", "part_of_year", "day", "weekday", "relative", "consecutive")
    lists = {key: "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True)) for key, words in
             load_words("language/times.toml", keys).items()}  # fmt: skip
    numbers = {fold(word): value for word, value in load_numbers("language/numbers.toml", ("digits",))["digits"].items()}
    count = rf"(?:\d{{1,3}}|{'|'.join(numbers)})"
    begin = r"(?:(?<=^)|(?<=\W))"
    return _Cues(
        school=re.compile(rf"{begin}(?:{lists['school_year']})\s+$"),
        term=re.compile(rf"{begin}(?:trong\s+)?(?:{lists['term']})\s+$"),
        years=re.compile(rf"{begin}(?:(?:các|những|{count})\s+năm\s+|(?:liên tục\s+)?từ\s+(?:năm\s+)?|năm\s+)$"),
        year=re.compile(rf"{begin}(?:(?:{lists['part_of_year']})\s+)?năm\s+$"),
        day=re.compile(
            rf"{begin}(?:(?:{lists['day']})(?:\s+(?:qua|nay))?(?:\s+(?:{lists['weekday']}))?|(?:{lists['weekday']}))[\s,(]+(?:ngày\s+)?$"
        ),
        month=re.compile(rf"{begin}(?:(?:cuối|đầu|giữa|trong|từ|vào|đến|hết)\s+)?tháng\s+$"),
        quarter=re.compile(rf"{begin}{fold('quý')}\s+(?:(?:i{{1,3}}|iv)\s*(?:/|năm|,\s*năm|-)\s*)?$"),
        since=re.compile(rf"{begin}(?:liên tục\s+)?từ\s+(?:năm\s+)?$"),
        after=re.compile(
            rf"(?:năm học|năm|nhiệm kì|giai đoạn)\s+(?:(?P<relative>{lists['relative']})|(?P<consecutive>{lists['consecutive']}))(?!\w)"
        ),
        numbers=numbers,
        counted=re.compile(rf"{begin}(?:trong\s+)?(?:(?P<count>{count})|những|các|nhiều|mấy|suốt)\s+$"),
    )


def find_times(folded: str) -> list[TimeMention]:
    """The times of a folded text, in order, without overlap.

    >>> find_times("từ năm 2016 đến 2020")
    [TimeMention(start=0, end=20, kind='years', first=2016, last=2020, iso=None, listed=None)]
    """
    found = [*_told(folded)]
    relative = [
        mention
        for mention in _relative(folded)
        if not any(mention.start < other.end and other.start < mention.end for other in found)
    ]
    return sorted(found + relative) if relative else found


def _told(folded: str) -> Iterator[TimeMention]:
    """The times that are told in numbers."""
    last = 0
    before: TimeMention | None = None
    for number in NUMBER.finditer(folded):
        start = number.start()
        if start < last or len(number.group()) > 4 or not _opens(folded, start):
            continue
        match = CORE.match(folded, start)
        if match is None:
            continue
        window = folded[max(last, start - LOOK_BACK) : start]
        mention = _dated(match, window, before) if match["y1"] is None else _years(match, window)
        if mention is not None:
            before = mention
            last = mention.end
            yield mention


def _opens(folded: str, start: int) -> bool:
    """Whether a number stands for itself: not within a decimal, a code ("covid-19") or a decision's number."""
    before = folded[start - 1 : start]
    if before in {".", ",", ":"}:
        return not folded[start - 2 : start - 1].isdigit()
    if before == "-":
        return not folded[start - 2 : start - 1].isalnum()
    if before == "/":
        return folded[start - 2 : start - 1] in {"i", "v"}  # "quý III/2020"
    return not before.isalnum()


def _begun(cue: re.Pattern[str], window: str, start: int) -> int | None:
    """Where the words of `cue` begin that end at `start`."""
    found = cue.search(window)
    return None if found is None else start - len(window) + found.start()


def _dated(match: re.Match[str], window: str, before: TimeMention | None) -> TimeMention | None:
    """A date, a day without its year, or a month."""
    start, end = match.span()
    cues = _cues()
    if match["y"] is not None:
        try:
            day = date(int(match["y"]), int(match["m"] or match["m2"]), int(match["d"]))
        except ValueError:
            return None
        begin = _begun(cues.day, window, start)
        return TimeMention(start if begin is None else begin, end, "date", day.year, day.year, None if match["days"] else day.isoformat())
    if match["month"] is not None:
        year = int(match["my"])
        if (begin := _begun(cues.month, window, start)) is not None:
            return TimeMention(begin, end, "month", year, year)
        begin = _begun(cues.quarter, window, start)
        return None if begin is None else TimeMention(begin, end, "year", year, year)
    if int(NUMBER.match(match.group()).group()) > 31:  # type: ignore[union-attr]
        return None
    begin = _begun(cues.day, window, start)
    if begin is None:
        spelled = FRACTION.fullmatch(match.group()) is None
        goes_on = before is not None and before.kind == "date" and window.strip() in {",", "và", "-", "đến"}
        if not (spelled or goes_on):
            return None
        begin = start
    return TimeMention(begin, end, "date", None, None)


def _years(match: re.Match[str], window: str) -> TimeMention | None:
    """One year, two years with all between them, or a list of years."""
    start, end = match.span()
    cues = _cues()
    first = int(match["y1"])
    until = match["y2"] or match["y3"]
    if until is not None:
        last = int(until)
        if last < first:
            return None
        if (begin := _begun(cues.school, window, start)) is not None:
            return TimeMention(begin, end, "school_year", first, last)
        if (begin := _begun(cues.term, window, start)) is not None:
            return TimeMention(begin, end, "term", first, last)
        if match["y3"]:
            return None
        begin = _begun(cues.years, window, start)
        return TimeMention(start if begin is None else begin, end, "years", first, last)
    if match["more"]:
        years = [first, *map(int, YEAR.findall(match["more"]))]
        begin = _begun(cues.years, window, start)
        return TimeMention(start if begin is None else begin, end, "years", min(years), max(years), None, len(years))
    if match["open"]:
        begin = _begun(cues.since, window, start)
        return None if begin is None else TimeMention(begin, end, "years", first, None)
    begin = _begun(cues.year, window, start)
    if begin is None:
        begin = _begun(cues.quarter, window, start)
    if begin is None and window.endswith("(") and match.string[end : end + 1] == ")":
        begin = start
    if begin is None and HEAD.fullmatch(match.string, 0, start) is not None and ENTRY.match(match.string, end) is not None:
        begin = start
    return None if begin is None else TimeMention(begin, end, "year", first, first)


def _relative(folded: str) -> Iterator[TimeMention]:
    """Times told from now: "năm nay", "5 năm qua", "nhiệm kỳ vừa qua"; and years in a row: "ba năm liền"."""
    if "năm " not in folded and "kì " not in folded and "đoạn " not in folded:
        return
    cues = _cues()
    for match in cues.after.finditer(folded):
        start, end = match.span()
        before = folded[max(0, start - 20) : start]
        if before[-1:].isalnum() or before.endswith("thứ "):  # "thứ năm tới" is a Thursday
            continue
        counted = cues.counted.search(before) if match.group().startswith("năm ") else None
        listed = None
        if counted is not None:
            start = start - len(before) + counted.start()
            words = counted["count"]
            listed = cues.numbers.get(words) or int(words) if words else None
        if match["relative"] is not None:
            yield TimeMention(start, end, "relative", None, None, None, listed)
        elif listed is not None:
            yield TimeMention(start, end, "span", None, None, None, listed)
