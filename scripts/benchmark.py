"""Speed, as ratios in one run against what a user knows: underthesea's word_tokenize, and a process that imports it.

    python scripts/benchmark.py            the ratios of the main job
    python scripts/benchmark.py --memory   also memory over 10,000 articles (minutes)

Uses ../shared where it is there, else corpora/. Every time is the shortest of several runs; those
of texts are processor times of runs that take turns. The exit code is 1 where a
figure is over its bar.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FREE = (
    "Sáng nay, trời ở các xã ven biển nhiều mây, gió đông bắc cấp 4. Bà con ngư dân neo thuyền trong cảng, tranh thủ vá lưới "
    "và sửa máy. Theo đài khí tượng, đợt lạnh kéo dài đến cuối tuần, nhiệt độ thấp nhất 14 độ. "
)


def texts(name: str) -> list[str]:
    """The texts of one set: the seed, the press articles, or our own corpus where these are missing."""
    path = {"seed": SHARED / "seed" / "article.txt", "press": SHARED / "gold" / "press" / "unlabelled.jsonl"}[name]
    if path.exists() and path.suffix == ".txt":
        return [path.read_text("utf-8")]
    if path.exists():
        return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()][:200]
    found = [
        json.loads(line)["text"]
        for file in sorted((ROOT / "corpora").glob("*/docs.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    return found or [file.read_text("utf-8") for file in sorted((ROOT / "corpora").rglob("*.txt"))]


def seconds(run: Callable[[], object], times: int) -> float:
    """The shortest of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def in_turn(*runs: Callable[[], object], times: int) -> list[float]:
    """The shortest processor time of each of several runs that take turns, so that a slow minute is slow for all."""
    best = [float("inf")] * len(runs)
    for _ in range(times):
        for number, run in enumerate(runs):
            start = time.process_time()
            run()
            best[number] = min(best[number], time.process_time() - start)
    return best


def ratios() -> bool:
    """Extraction against underthesea.word_tokenize on the same texts, in this process, on one core."""
    from underthesea import word_tokenize

    import extractor

    pipeline = extractor.load()
    sets = {
        "award-free article": ([FREE * 40], 0.03),
        "seed article": (texts("seed"), 0.9),
        "press articles": (texts("press"), 0.35),
    }
    kept = True
    for name, (articles, bar) in sets.items():
        for article in articles[:2]:
            pipeline.extract(article), word_tokenize(article)
        ours, theirs = in_turn(
            lambda: [pipeline.extract(article) for article in articles],  # noqa: B023
            lambda: [word_tokenize(article) for article in articles],  # noqa: B023
            times=20 if len(articles) == 1 else 7,
        )
        letters = sum(map(len, articles))
        kept &= told(name, ours / theirs, bar, f"of word_tokenize's time, {letters / ours / 1e6:.2f} million characters a second")
    return kept


def cold() -> bool:
    """A whole process against one that imports spacy and underthesea and tokenises a sentence."""
    article = next(iter(sorted((ROOT / "corpora" / "demo").glob("*.txt"))))
    extract = [sys.executable, "-m", "extractor"]
    base = [
        sys.executable,
        "-c",
        "import spacy, underthesea; underthesea.word_tokenize('Vụ Kế hoạch được tặng Bằng khen.')",
    ]

    def process(command: list[str]) -> float:
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT), 5)

    known = process(base)
    kept = True
    for name, command, bar in (
        ("cold extract FILE", [*extract, str(article)], 1.3),
        ("extract --help", [*extract, "--help"], 0.325),
        ("extract --version", [*extract, "--version"], 0.325),
    ):
        kept &= told(name, process(command) / known, bar, "of a process that imports spacy and underthesea")
    return kept


def resident(count: int) -> float:
    """The most memory, in MB, that a process of its own takes for `count` articles, the seed article first."""
    code = (
        "import sys, resource; sys.path.insert(0, sys.argv[1]); import benchmark, extractor\n"
        "pipeline = extractor.load(); pipeline.extract(benchmark.texts('seed')[0])\n"
        "articles = benchmark.texts('press') if int(sys.argv[2]) > 1 else []\n"
        "for number in range(int(sys.argv[2]) - 1): pipeline.extract(articles[number % len(articles)])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", code, str(ROOT / "scripts"), str(count)]
    return float(subprocess.run(command, check=True, capture_output=True, cwd=ROOT, text=True).stdout)


def memory(*, long: bool) -> bool:
    """Resident memory for one article, and how it grows over many."""
    kept = told("memory, one article", resident(1), 250, "MB")
    if long:
        first = resident(1_000)
        kept &= told("memory, 10,000 articles", resident(10_000) / first, 1.05, f"of what 1,000 take ({first:.0f} MB)")
    return kept


def told(name: str, value: float, bar: float, of: str) -> bool:
    """Prints a figure beside its bar; whether it keeps it."""
    print(f"{name:24} {value:8.3f} {of}   (bar {bar}{'' if value <= bar else ', NOT KEPT'})", flush=True)
    return value <= bar


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--memory", action="store_true", help="also read 10,000 articles and watch the memory")
    options = arguments.parse_args()
    kept = [ratios(), cold(), memory(long=options.memory)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
