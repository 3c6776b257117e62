from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.fold import fold
from extractor.language.numbers import read_digits, read_words

ONES = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def below_hundred(value: int) -> str:
    tens, ones = divmod(value, 10)
    if tens == 0:
        return ONES[ones]
    if tens == 1:
        return ("mười " + {5: "lăm"}.get(ones, ONES[ones])).strip()
    return (ONES[tens] + " mươi " + {1: "mốt", 4: "tư", 5: "lăm"}.get(ones, ONES[ones])).strip()


def below_thousand(value: int, *, after: bool) -> str:
    hundreds, rest = divmod(value, 100)
    if hundreds == 0 and not after:
        return below_hundred(rest)
    head = f"{ONES[hundreds] or 'không'} trăm"
    return f"{head} linh {ONES[rest]}" if 0 < rest < 10 else f"{head} {below_hundred(rest)}".strip()


def spell(value: int) -> str:
    """A number in words, as a speaker of the north spells it."""
    thousands, rest = divmod(value, 1000)
    if thousands == 0:
        return below_thousand(rest, after=False)
    head = below_thousand(thousands, after=False) + " nghìn"
    return f"{head} {below_thousand(rest, after=True)}" if rest else head


@given(st.integers(1, 999_999))
def test_every_number_is_read_as_it_is_spelled(value: int) -> None:
    words = fold(spell(value)).split()
    assert read_words(words) == (value, len(words))
    assert read_words([*words, "cá", "nhân"]) == (value, len(words))


@pytest.mark.parametrize(
    ("words", "value", "length"),
    [
        ("mười năm", 10, 1), ("hai mươi năm", 20, 2), ("hai mươi lăm", 25, 3), ("hai mươi nhăm", 25, 3), ("bẩy", 7, 1),
        ("mươi", 10, 1), ("hai chục", 20, 2), ("chục", 10, 1), ("trăm", 100, 1), ("một trăm lẻ hai", 102, 4),
        ("hai nghìn không trăm mười", 2010, 5), ("một nghìn linh năm", 1005, 4), ("năm triệu hai trăm nghìn", 5_200_000, 5),
        ("hai vạn", 20_000, 2), ("một nghìn hai", 1000, 2), ("ba bốn", 3, 1), ("tư", 0, 0), ("linh năm", 0, 0), ("không trăm", 0, 0),
    ],
)  # fmt: skip
def test_grammar(words: str, value: int, length: int) -> None:
    assert read_words(fold(words).split()) == (value, length)


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("1.234", 1234, 5), ("2 104", 2104, 5), ("02", 2, 2), ("1.234.567", 1_234_567, 9), ("1.23", 1, 1), ("12.345,6", 12345, 6),
        ("1.234 567", 1234, 5), ("9999999999", None, 10), ("x", None, 0), ("", None, 0),
    ],
)  # fmt: skip
def test_digits(text: str, value: int | None, length: int) -> None:
    assert read_digits(text, 0) == (value, length)
