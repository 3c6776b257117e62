"""Numbers that count something: digits, words, fractions, percentages, ranges, with "gần", "hơn", "ít nhất".

Each number is read where it stands; the words before and behind it decide whether it counts. Numbers of decisions,
dates, times, phones, money, ages and measures count nothing that can receive an award.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from extractor.language.numbers import number_words, read_digits, read_words
from extractor.language.quantity_words import quantity_words

__all__ = ["Bound", "QuantityKind", "QuantityMention", "find_quantities"]

Bound = Literal["at_least", "approx"]
QuantityKind = Literal["count", "fraction", "percent", "range", "ordinal"]


class QuantityMention(NamedTuple):
    """A quantity in a folded text.

    `value` is None where the words give no number ("dăm người", "98,5%", "không quá 20"); `of` is the denominator of a
    fraction, `high` the upper end of a range; `bound` says "at least" or "about".
    """

    start: int
    end: int
    kind: QuantityKind
    value: int | None
    of: int | None = None
    high: int | None = None
    bound: Bound | None = None


WORD = re.compile(r"[^\W_]+")
SPACED = re.compile(r"[^\S\n]+([^\W\d_]+)")
LOOK_BACK = 24  # characters before a number in which the words stand that bear on it
LONGEST = 12  # words of the longest number
# Numbers that are no counts, passed over whole: phones, dates, decimals, and codes with letters ("18-NQ/TW", "14h30").
PASSED = re.compile(
    r"0\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\d)|1[89]00[ .-]?\d{3,6}(?!\d)"
    r"|\d{1,2}([/.-])\d{1,2}\1\d{2,4}(?!\d)|\d{1,9}(?:[/-]\d{1,9}){0,3}\s?[/-]\s?[^\W\d_][\w/&-]*|\d{1,9}(?:[.:,]\d{1,9}){0,4}[^\W\d_]\w*"
)
PERCENT = re.compile(r"(\d+)(?:[.,](\d+))?\s?%")
RANGE = re.compile(r"(?:\s?-\s?|\s+(?:đến|tới)\s+)(?=\d)")
WORD_RANGE = re.compile(r"\s+(?:đến|tới|-)\s+(?=[^\W\d_])")
MORE_DIGITS = re.compile(r"[.,:]\d|[/-]\d|/")
SHARE = re.compile(r"\s+phần\s+([^\W\d_]+)(?!\w)")
HALF = re.compile(r"(?:một\s+)?nửa(?=\s+(?:tổng\s+)?(?:số|trong\s+số)\s|\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?))")
FEW = re.compile(r"dăm(?:\s+(?P<high>ba|bảy|bẩy))?(?=\s)")
PERCENT_WORDS = re.compile(r"\s+phần\s+trăm(?!\w)")
BRACKET = re.compile(r"\s?\(\s?([^()\d]{2,40}|\d{1,4})\s?\)")
YEARS = range(1900, 2101)


def find_quantities(folded: str) -> list[QuantityMention]:
    """The quantities of a folded text, in order, without overlap.

    >>> find_quantities("gần 30 người, 4/5 lãnh đạo")
    [QuantityMention(start=0, end=6, kind='count', value=30, of=None, high=None, bound='approx'), \
QuantityMention(start=14, end=17, kind='fraction', value=4, of=5, high=None, bound=None)]
    """
    reader = _Reader(folded)
    begins = number_words()
    for match in WORD.finditer(folded):
        start = match.start()
        if start < reader.last:
            continue
        word = match.group()
        if "0" <= word[0] <= "9":
            reader.digits(start)
        elif word in begins:
            reader.words(start)
        elif word in {"dăm", "nửa"}:
            reader.vague(start)
    return reader.out


class _Reader:
    """Reads the numbers of one text from left to right; `last` is where the last one ended."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.lists = quantity_words()
        self.last = 0
        self.out: list[QuantityMention] = []

    def digits(self, start: int) -> None:
        """A number in digits."""
        folded = self.folded
        window = self.before(start)
        passed = PASSED.match(folded, start)
        if not self.free(start) or (passed is not None and PERCENT.match(folded, start) is None):
            self.last = max(self.last, passed.end() if passed else start)
            return
        if (percent := PERCENT.match(folded, start)) is not None:
            whole = percent[2] is None or int(percent[2]) == 0
            self.add(start, percent.end(), "percent", int(percent[1][:9]) if whole else None)
            return
        value, length = read_digits(folded, start)
        end = start + length
        if self.named(window):
            self.ordinal(start, end, value, window)
            self.last = end
            return
        if value is None or self.fraction(start, end, value) or self.range(start, end, value):
            return
        if MORE_DIGITS.match(folded, end):
            self.last = end
            return
        plain = folded[start:end].isdecimal()
        value, end, scaled = self.scaled(value, end)
        if self.lists.measure.match(folded, end) or (scaled and self.lists.counted.match(folded, end) is None):
            self.last = end
            return
        if plain and value in YEARS and self.lists.bound.search(window) is None:
            return
        self.add(start, self.bracketed(end, value), "count", value)

    def words(self, start: int) -> None:
        """A number in words. One word alone is a number only before something that can be counted."""
        folded = self.folded
        spoken = self.spoken(start)
        value, length = read_words([word for word, _ in spoken])
        if value is None or length == 0:
            return
        end = spoken[length - 1][1]
        window = self.before(start)
        if self.named(window):
            self.ordinal(start, end, value, window)
            self.last = end
            return
        if folded[start:end] == "trăm" and window.endswith("phần "):
            return
        if self.share(start, end, value) or self.fraction(start, end, value):
            return
        if length == 1 and self.alone(start, end, value, window):
            return
        if WORD_RANGE.match(folded, end) and self.range(start, end, value):
            return
        if length == 1 and (
            self.lists.counted.match(folded, end) is None
            or self.lists.name_before.search(window) is not None
            or (folded[start:end] == "năm" and self.lists.year_before.search(window) is not None)
        ):
            return
        if self.lists.measure.match(folded, end):
            self.last = end
            return
        vague = folded[start:end] in {"mươi", "chục", "trăm", "nghìn", "ngàn", "vạn", "triệu"}
        if vague and window.endswith("hàng "):
            # "hàng trăm" is no hundred: the quantifiers know it.
            self.last = end
            return
        several = vague and window.endswith(("vài ", "mấy "))
        self.add(start, self.bracketed(end, value), "count", None if several else value, bound="approx" if vague else None)

    def vague(self, start: int) -> None:
        """ "dăm", "dăm ba", "nửa", "một nửa"."""
        if (few := FEW.match(self.folded, start)) is not None and self.lists.counted.match(self.folded, few.end()):
            high = {None: None, "ba": 5}.get(few["high"], 7)
            self.add(start, few.end(), "range" if high else "count", 3 if high == 5 else 5 if high else None, high=high, bound="approx")
        elif (half := HALF.match(self.folded, start)) is not None:
            self.half(start, half)

    def half(self, start: int, half: re.Match[str]) -> bool:
        if half["noun"] is not None and self.lists.counted.match(self.folded, half.end()) is None:
            return False
        self.add(start, half.end(), "percent", 50)
        return True

    # -- one number and the next ------------------------------------------------------------------------------------

    def fraction(self, start: int, end: int, top: int) -> bool:
        """ "4/5", "2 trong số 9", "chín trên mười hai": True where it is one, or a date that looks like one."""
        folded = self.folded
        link = self.lists.out_of.match(folded, end)
        if link is None:
            return False
        bottom, after = self.number(link.end())
        slash = "/" in link.group()
        if bottom is None or bottom < top or (slash and re.match(r"[\w/]|[.,-]\d", folded[after : after + 2])):
            if slash and bottom is not None:
                self.last = after
            return slash and bottom is not None
        if slash and self.lists.date_before.search(self.before(start)):
            self.last = after
            return True
        if self.lists.measure.match(folded, after) or PERCENT.match(folded, link.end()):
            return False
        self.add(start, after, "fraction", top, of=bottom)
        return True

    def range(self, start: int, end: int, low: int) -> bool:
        """ "5-7", "3 đến 5", "ba đến năm"; its "từ" is a part of it."""
        link = RANGE.match(self.folded, end) or WORD_RANGE.match(self.folded, end)
        if link is None:
            return False
        high, after = self.number(link.end())
        if high is None or high <= low or self.inside_code(after):
            # "2015 - 2020", "3-1", "12-15/9": none of the numbers counts.
            if high is not None and "-" in link.group() and " " not in link.group():
                self.last = after
                return True
            return False
        if low in YEARS and high in YEARS:
            self.last = after
            return True
        if self.lists.measure.match(self.folded, after) or PERCENT.match(self.folded, link.end()):
            self.last = after
            return True
        if "-" not in link.group() and not (self.folded[:start].endswith("từ ") or self.lists.counted.match(self.folded, after)):
            return False
        window = self.before(start)
        begin = start - 3 if window.endswith("từ ") else start
        self.add(begin, after, "range", low, high=high)
        return True

    def share(self, start: int, end: int, top: int) -> bool:
        """ "ba phần tư" and "năm mươi phần trăm" are percentages: how many they are of is not said."""
        folded = self.folded
        if (hundredths := PERCENT_WORDS.match(folded, end)) is not None:
            self.add(start, hundredths.end(), "percent", top)
            return True
        if (part := SHARE.match(folded, end)) is not None:
            bottom = read_words([part[1]]).value or {"tư": 4}.get(part[1], 0)
            if bottom >= top > 0:
                percent = 100 * top / bottom
                self.add(start, part.end(), "percent", int(percent) if percent == int(percent) else None)
                return True
        half = HALF.match(folded, start)
        return half is not None and self.half(start, half)

    def alone(self, start: int, end: int, value: int, window: str) -> bool:
        """Two single digits in a row are about so many: "ba bốn người", "hai ba đơn vị"."""
        follower = SPACED.match(self.folded, end)
        if follower is None or value >= 10 or self.lists.name_before.search(window):
            return False
        second, length = read_words([follower[1]])
        if length == 0 or second != value + 1 or self.lists.counted.match(self.folded, follower.end()) is None:
            return False
        self.add(start, follower.end(), "range", value, high=second, bound="approx")
        return True

    def number(self, start: int) -> tuple[int | None, int]:
        """The number at `start`, in digits or words, and where it ends."""
        value, length = read_digits(self.folded, start)
        if length:
            return value, start + length
        spoken = self.spoken(start)
        value, length = read_words([word for word, _ in spoken])
        return (value, spoken[length - 1][1]) if length else (None, start)

    def scaled(self, value: int, end: int) -> tuple[int, int, bool]:
        """ "5 nghìn người" is 5,000. Alone "500 triệu" is money."""
        found = SPACED.match(self.folded, end)
        scale = {"nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000}.get(found[1]) if found else None
        return (value, end, False) if scale is None or found is None else (value * scale, found.end(), True)

    def bracketed(self, end: int, value: int) -> int:
        """The end of a number that is told twice: "12 (mười hai) cá nhân"."""
        bracket = BRACKET.match(self.folded, end)
        if bracket is None:
            return end
        words = bracket[1].split()
        told, length = (int(words[0]), 1) if words and words[0].isdecimal() else read_words(words)
        return bracket.end() if told == value and length == len(words) else end

    # -- around a number --------------------------------------------------------------------------------------------

    def before(self, start: int) -> str:
        """The words before a number, on its line."""
        return self.folded[max(self.last, start - LOOK_BACK) : start].rpartition("\n")[2]

    def spoken(self, start: int) -> list[tuple[str, int]]:
        """The words from `start` on that only space divides, and where each ends."""
        first = WORD.match(self.folded, start)
        if first is None:
            return []
        out = [(first.group(), first.end())]
        while len(out) < LONGEST and (word := SPACED.match(self.folded, out[-1][1])) is not None:
            out.append((word[1], word.end()))
        return out

    def free(self, start: int) -> bool:
        """Whether digits at `start` begin a number: not within a decimal, a code or a word."""
        before = self.folded[start - 1 : start]
        if before == ",":
            return not self.folded[start - 2 : start - 1].isdecimal()
        if before == "-":
            return not self.folded[start - 2 : start - 1].isalnum()
        return before not in {"/", ".", ":", "%", "_"} and not before.isalnum()

    def named(self, window: str) -> bool:
        """Whether the number behind `window` is a name or a place in an order: "số 5", "hạng Ba", "lần thứ 2"."""
        found = self.lists.not_before.search(window)
        return found is not None and found["counts"] is None

    def inside_code(self, end: int) -> bool:
        after = self.folded[end : end + 2]
        return after[:1].isalnum() or (after[:1] in {"/", "-", "."} and after[1:].isalnum())

    def ordinal(self, start: int, end: int, value: int | None, window: str) -> None:
        if value is not None and (found := self.lists.ordinal.search(window)) is not None:
            self.out.append(QuantityMention(start - len(window) + found.start(), end, "ordinal", value))

    def add(
        self, start: int, end: int, kind: QuantityKind, value: int | None, *, of: int | None = None, high: int | None = None,
        bound: Bound | None = None,
    ) -> None:  # fmt: skip
        """Adds a quantity with the bound before it. At most so many are a range without a lower end."""
        window = self.before(start)
        found = self.lists.bound.search(window)
        if found is not None:
            start = start - len(window) + found.start()
            if found["most"] and kind == "count":
                kind, value, high = "range", None, value
            elif found["most"]:
                value = None
            else:
                bound = "approx" if found["approx"] else "at_least"
        self.out.append(QuantityMention(start, end, kind, value, of, high, bound))
        self.last = end
