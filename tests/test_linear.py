"""Time grows with the size of a text, whatever the text is made of."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

import pytest

import extractor

SENTENCE = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen. "
AWARD = "Huân chương Lao động hạng Ba"
TIMES = 4  # so many times the text …
MOST = 6.5  # … takes at most so many times as long; quadratic time would be 16
ENOUGH = 0.4  # seconds of the bigger text below which nothing can be told

# (maker, size): the smaller text is maker(size)
TEXTS: dict[str, tuple[Callable[[int], str], int]] = {
    "prose without awards": (lambda n: "Trời hôm nay đẹp, gió nhẹ. " * n, 50_000),
    "one word": (lambda n: "x" * n, 500_000),
    "a.a.a.": (lambda n: "a." * n, 200_000),
    "figures": (lambda n: "1/2/3/4/5/" * n, 50_000),
    "spaces": (lambda n: " " * n + SENTENCE, 1_000_000),
    "line ends": (lambda n: "\n" * n + SENTENCE, 500_000),
    "hyphens": (lambda n: "-" * n + SENTENCE, 20_000),
    "quotes": (lambda n: '"' * n + SENTENCE, 10_000),
    "brackets": (lambda n: "(" * n + SENTENCE, 20_000),
    "capitals": (lambda n: "Nguyễn " * n + SENTENCE, 10_000),
    "award names alone": (lambda n: "Bằng khen " * n, 1_500),
    "sentences with awards": (lambda n: SENTENCE * n, 300),
    "items with awards": (lambda n: "- Bằng khen cho ông Lê Văn Tám\n" * n, 600),
    "awards in one sentence": (lambda n: "Bà Lê Thị Dao được tặng " + ", ".join([AWARD] * n) + ".", 250),
    "names in one sentence": (lambda n: "Bộ Y tế tặng Bằng khen cho các ông " + ", ".join(["Trần Văn Tám"] * n) + ".", 300),
}


@pytest.fixture(scope="module", autouse=True)
def only_the_text_is_collected() -> Iterator[None]:
    """The collector does not walk what the models hold, as in the workers: a long text would pay for it, a short one not."""
    extractor.extract(SENTENCE)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def seconds(text: str) -> float:
    """The shortest processor time of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        extractor.extract(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_time_is_linear(name: str) -> None:
    make, size = TEXTS[name]
    long = seconds(make(TIMES * size))
    if long < ENOUGH:
        return
    short = seconds(make(size))
    assert long < MOST * short, f"{size}: {short:.2f} s, {TIMES} × {size}: {long:.2f} s"
