"""The figures of docs/performance.md: many articles against underthesea and trafilatura on the same, and against fewer.

    python scripts/benchmark_scale.py            ratios on one core, and of two processes against one
    python scripts/benchmark_scale.py --ray      also Ray on two cores against two local processes
    python scripts/benchmark_scale.py --growth   time per article for 10³ … 10⁵ articles, per character for 10⁴ … 10⁷
    python scripts/benchmark_scale.py --memory   resident memory of parent and workers over 200,000 articles
    python scripts/benchmark_scale.py --profile  what the time of each mix goes into
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import os
import pstats
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmark_pages import award_texts, free_text, mixed_pages

from extractor.scale.local import load_models
from extractor.scale.plan import plan
from extractor.scale.runner import run
from extractor.scale.sinks import as_line
from extractor.scale.tally import Tally
from extractor.scale.work import Settings, work

Timed = Callable[[], object]

TURNS = 3  # runs of each of what is compared by wall time


def told(name: str, value: float, bar: float, of: str, *, most: bool = False) -> bool:
    """Prints a ratio beside its bar; whether it keeps it."""
    kept = value <= bar if most else value >= bar
    limit = "at most" if most else "at least"
    print(f"{name:36} {value:8.2f} {of}   ({limit} {bar}{'' if kept else ', NOT KEPT'})", flush=True)
    return kept


def against(ours: Timed, theirs: Timed, *, times: int = 3) -> float:
    """How many times as long theirs takes as ours: processor time, the two in turns, the shortest of each."""
    best = [float("inf"), float("inf")]
    for _ in range(times):
        for place, timed in enumerate((ours, theirs)):
            start = time.process_time()
            timed()
            best[place] = min(best[place], time.process_time() - start)
    return best[1] / best[0]


def seconds(timed: Timed, times: int) -> float:
    """The shortest processor time of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        timed()
        best = min(best, time.process_time() - start)
    return best


def batch(path: Path) -> None:
    """What one worker does with a file or folder: from bytes to lines."""
    for chunk in plan([str(path)]):
        for line in work(chunk, Settings(), Tally()):
            as_line(line).encode()


def write_lines(path: Path, articles: Iterable[str], field: str = "text") -> Path:
    with path.open("w", encoding="utf-8") as out:
        for number, article in enumerate(articles):
            out.write(json.dumps({"id": str(number), field: article}, ensure_ascii=False) + "\n")
    return path


def mixes(folder: Path) -> dict[str, Path]:
    """The three mixes: a file of free texts, one of dense ones, a folder of pages."""
    free = write_lines(folder / "free.jsonl", (free_text(number) for number in range(200)))
    dense = write_lines(folder / "dense.jsonl", award_texts())
    pages = folder / "pages"
    pages.mkdir()
    for number, page in enumerate(mixed_pages(200)):
        (pages / f"{number:04}.html").write_text(page, "utf-8")
    return {"free": free, "dense": dense, "pages": pages}


def one_core(folder: Path) -> bool:
    import trafilatura
    from underthesea import word_tokenize

    paths = mixes(folder)
    free, dense = [free_text(number) for number in range(200)], award_texts()
    pages = [path.read_bytes() for path in sorted(paths["pages"].iterdir())]
    load_models()
    batch(paths["dense"]), word_tokenize(dense[0]), trafilatura.extract(pages[0], fast=True)
    kept = told(
        "award-free text, one core",
        against(lambda: batch(paths["free"]), lambda: [word_tokenize(text) for text in free]),
        50,
        "× as fast as word_tokenize",
    )
    kept &= told(
        "award-dense text, one core",
        against(lambda: batch(paths["dense"]), lambda: [word_tokenize(text) for text in dense]),
        1.5,
        "× as fast as word_tokenize",
    )
    size = sum(map(len, pages)) / len(pages) / 1000
    kept &= told(
        f"mixed pages of {size:.0f} kB, one core",
        against(lambda: batch(paths["pages"]), lambda: [trafilatura.extract(page, fast=True) for page in pages]),
        6,
        "× as fast as trafilatura's fast mode",
    )
    return kept & tiny(folder)


def tiny(folder: Path) -> bool:
    """1,000 tiny articles in one batch against 1,000 times one article within it."""
    article = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."
    many, one = write_lines(folder / "many.jsonl", [article] * 1_001), write_lines(folder / "one.jsonl", [article])

    def wall(path: Path) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            run([path], to=folder / "out.jsonl", workers=1)
            best = min(best, time.perf_counter() - start)
        return best

    start = time.perf_counter()
    for chunk in plan([str(many)]):
        for _ in work(chunk, Settings(), Tally()):
            pass
    alone = (time.perf_counter() - start) / 1_001
    ratio = (wall(many) - wall(one)) / 1_000 / alone
    return told("1,000 tiny articles in one batch", ratio, 1.2, "× 1,000 times one of them", most=True)


class Runs:
    """How long a run took, and how many inputs a second it did from its first result on."""

    def __init__(self) -> None:
        self.whole = self.start = float("inf")
        self.rate = 0.0

    def run(self, paths: list[Path], to: Path, **named: object) -> None:
        """Runs once more; the best of all runs counts."""
        seen: list[tuple[float, int]] = []
        begun = time.perf_counter()
        run(paths, to=f"{to}/", progress=lambda report: seen.append((time.perf_counter(), report.tally.inputs)), **named)  # type: ignore[arg-type]
        self.whole = min(self.whole, time.perf_counter() - begun)
        self.start = min(self.start, seen[0][0] - begun)
        self.rate = max(self.rate, statistics.linear_regression(*zip(*seen, strict=True)).slope)  # (results come in bursts)
        shutil.rmtree(to)


def two_cores(folder: Path, *, with_ray: bool) -> bool:
    """Wall time, and so only true where two cores are free; runs take turns, and the best of each counts."""
    path = write_lines(folder / "mixed.jsonl", mixed_pages(3_000), "html")
    print(f"  load average {os.getloadavg()[0]:.1f}", flush=True)
    one, two = Runs(), Runs()
    for _ in range(TURNS):
        one.run([path], folder / "one", workers=1)
        two.run([path], folder / "two", workers=2)
    kept = told("two processes", one.whole / two.whole, 1.8, "× as fast as one, mixed pages")
    if with_ray:
        from extractor.scale.ray_engine import connected

        begun = time.perf_counter()
        connected(None, 2)
        print(f"  Ray itself started in {time.perf_counter() - begun:.1f} s", flush=True)
        two, ray = Runs(), Runs()
        for _ in range(TURNS):
            two.run([path] * 3, folder / "two", workers=2)
            ray.run([path] * 3, folder / "ray", workers=2, engine="ray")
        kept &= told("Ray on two cores, once it works", ray.rate / two.rate, 0.8, "of the speed of two local processes")
        print(f"  {two.whole / ray.whole:.2f} of it with the start of its actors ({ray.start:.1f} of {ray.whole:.0f} s)", flush=True)
    print(f"  load average {os.getloadavg()[0]:.1f}", flush=True)
    return kept


def growth(folder: Path) -> bool:
    """Time per article, and per character of one article, must not grow."""
    load_models()
    kept = True
    rates = []
    for count in (1_000, 10_000, 100_000):
        path = write_lines(folder / "grow.jsonl", (free_text(number, 600) for number in range(count)))
        rates.append(seconds(lambda: batch(path), 5 if count < 10**5 else 1) / count * 1e6)  # noqa: B023
        print(f"  {count:7} articles: {rates[-1]:.1f} µs each", flush=True)
    kept &= told("articles, 10³ to 10⁵", max(rates) / min(rates), 1.1 / 0.9, "longest over shortest time per article", most=True)
    rates = []
    award = award_texts()[0]
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        text = (free_text(1, 9_000) + "\n" + award[:1_000] + "\n") * max(1, size // 10_000)
        path = write_lines(folder / "grow.jsonl", [text])
        rates.append(seconds(lambda: batch(path), 10 if size < 10**6 else 2) / len(text) * 1e9)  # noqa: B023
        print(f"  one article of {len(text):9} characters: {rates[-1]:.0f} ns each", flush=True)
    return kept & told("one article, 10⁴ to 10⁷", max(rates) / min(rates), 1.25 / 0.75, "longest over shortest time per character", most=True)


def memory(folder: Path) -> bool:
    """The resident memory of the parent and of each worker, sampled over 200,000 articles."""
    awards = award_texts()
    articles = (awards[number % len(awards)] if number % 100 == 0 else free_text(number, 600) for number in range(200_000))
    path = write_lines(folder / "many.jsonl", articles)
    samples: list[tuple[int, float, float]] = []

    def sample(_: object) -> None:
        children = [int(word) for word in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
        samples.append((len(samples), resident(os.getpid()), max(map(resident, children), default=0.0)))

    run([path], to=folder / "out.jsonl", workers=2, progress=sample)
    tenth = max(1, len(samples) // 10)
    kept = True
    for place, name in ((1, "the parent"), (2, "a worker")):
        early, late = max(one[place] for one in samples[tenth : 2 * tenth]), max(one[place] for one in samples[-tenth:])
        print(f"  {name}: {early:.0f} MB after a tenth, {late:.0f} MB at the end", flush=True)
        kept &= told(f"memory of {name}", max(one[place] for one in samples), 350, "MB at most", most=True)
    return kept


def resident(process: int) -> float:
    try:
        words = Path(f"/proc/{process}/status").read_text().partition("VmRSS:")[2].split()
        return int(words[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def profile(folder: Path) -> bool:
    """The functions in which the time of each mix goes."""
    load_models()
    for name, path in mixes(folder).items():
        batch(path)
        profiler = cProfile.Profile()
        profiler.enable()
        batch(path)
        profiler.disable()
        out = io.StringIO()
        pstats.Stats(profiler, stream=out).strip_dirs().sort_stats("tottime").print_stats(12)
        print(f"== {name}")
        print("\n".join(line for line in out.getvalue().splitlines() if line.strip())[:2_500], flush=True)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("ray", "growth", "memory", "profile"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.growth or options.memory or options.profile:
            asked = [part for part in (growth, memory, profile) if getattr(options, part.__name__)]
            kept = [part(folder) for part in asked]
        else:
            kept = [one_core(folder), two_cores(folder, with_ray=options.ray)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
