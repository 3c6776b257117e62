"""Measures the reading of pages: body F1 and time against trafilatura on the same machine, in the same run.

    python scripts/benchmark_read.py [FOLDER] [--pages N] [--worst N]

FOLDER is a checkout of scrapinghub/article-extraction-benchmark (html/*.html.gz and ground-truth.json), whose measure
this is: shingles of four words, mean precision and recall over the pages. Without it the pages of tests/golden (and of
../shared/pages, where they are) are read, by their specifications and as pages of unknown sites, and only the times tell
something. Times are of the processor, the least of RUNS runs of each page, the readers in turn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import trafilatura

from extractor.article import html as page_reader
from extractor.article.compose import compose
from extractor.errors import ExtractorError

ROOT = Path(__file__).resolve().parent.parent
BODY = frozenset(("heading", "paragraph", "item", "row", "quote"))
RUNS = 5
Reader = Callable[[str, str | None], str]


def ours(page: str, url: str | None = None) -> str:
    """The body's blocks, without headline, captions and author; with the sapo where it is a line of the body."""
    try:
        read = page_reader.read_page(page, url)
        kinds = BODY | {"lead"} if any(piece.text == read.parts.lead for piece in read.parts.pieces) else BODY
        article = compose(read.parts, url=read.url, source=None, warnings=read.warnings)
    except ExtractorError:
        return ""
    return "\n".join(block.span.of(article.text) for block in article.blocks if block.kind in kinds)


def unspecified(page: str, _: str | None = None) -> str:
    """The same without any specification of a site or a family."""
    known = page_reader.candidates
    page_reader.candidates = lambda *_: []
    try:
        return ours(page, "https://example.org/")
    finally:
        page_reader.candidates = known


def fast(page: str, _: str | None = None) -> str:
    return trafilatura.extract(page, fast=True, include_comments=False) or ""


def default(page: str, _: str | None = None) -> str:
    return trafilatura.extract(page, include_comments=False) or ""


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    return Counter(filter(None, (tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)))))


def score(true: str, read: str) -> tuple[float | None, float | None, float]:
    """Precision, recall (None where there is nothing to measure) and F1 of one page."""
    wanted, got = shingles(true), shingles(read)
    right = (wanted & got).total()
    precision = right / got.total() if got else None
    recall = right / wanted.total() if wanted else None
    return precision, recall, 2 * right / max(1, wanted.total() + got.total())


def timed(readers: dict[str, Reader], page: str, url: str | None) -> dict[str, tuple[str, float]]:
    """What each reader reads of a page, and its time."""
    best: dict[str, tuple[str, float]] = {}
    for _ in range(RUNS):
        for name, reader in readers.items():
            start = time.process_time()
            text = reader(page, url)
            took = time.process_time() - start
            best[name] = (text, min(took, best[name][1] if name in best else took))
    return best


class Sample(NamedTuple):
    """A page, its address and its true body, where they are known."""

    name: str
    page: str
    url: str | None = None
    body: str | None = None


def public(folder: Path) -> Iterable[Sample]:
    """The pages of the public benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, told in sorted(truth.items()):
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Sample(name, data.decode("utf-8", "replace"), body=told.get("articleBody", ""))


def golden() -> Iterable[Sample]:
    """Pages of known sites: those written for the tests, and saved ones."""
    for path in sorted((ROOT / "tests" / "golden" / "pages").glob("*.html")):
        if not path.stem.startswith("unknown"):
            told = json.loads(path.with_suffix(".json").read_text("utf-8"))
            yield Sample(path.stem, path.read_text("utf-8"), told["url"])


def saved() -> Iterable[Sample]:
    folder = ROOT.parent / "shared" / "pages"
    truth = folder / "truth.jsonl"
    for line in truth.read_text("utf-8").splitlines() if truth.exists() else ():
        told = json.loads(line)
        yield Sample(told["id"], (folder / f"{told['id']}.html").read_text("utf-8", "replace"), told["url"])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a checkout of scrapinghub/article-extraction-benchmark")
    parser.add_argument("--pages", type=int, default=0, help="only the first so many")
    parser.add_argument("--worst", type=int, default=0, help="show the pages where trafilatura's default is better")
    arguments = parser.parse_args()
    readers: dict[str, Reader] = {"extractor": unspecified, "trafilatura fast": fast, "trafilatura default": default}
    if arguments.folder is not None:
        _compare(readers, list(public(arguments.folder))[: arguments.pages or None], worst=arguments.worst)
        return 0
    readers = {"with its specification": ours, **readers}
    for title, pages in (("pages of tests/golden", list(golden())), ("saved pages", list(saved()))):
        if pages:
            print(f"{len(pages)} {title}")
            _compare(readers, pages[: arguments.pages or None])
    return 0


def _compare(readers: dict[str, Reader], pages: list[Sample], *, worst: int = 0) -> None:
    for reader in readers.values():
        reader(pages[0].page, pages[0].url)  # what is loaded on first use
    scores: dict[str, list[tuple[float | None, float | None, float]]] = {name: [] for name in readers}
    seconds = dict.fromkeys(readers, 0.0)
    for sample in pages:
        for name, (text, took) in timed(readers, sample.page, sample.url).items():
            seconds[name] += took
            if sample.body is not None:
                scores[name].append(score(sample.body, text))
    print(f"{'reader':24} {'F1':>6} {'prec.':>6} {'recall':>6} {'ms/page':>8} {'of fast':>8}")
    for name in readers:
        times = f"{1000 * seconds[name] / len(pages):8.1f} {seconds[name] / seconds['trafilatura fast']:8.2f}"
        print(f"{name:24} {_figures(scores[name])} {times}")
    for gap, page_name in sorted(_gaps(scores, pages))[:worst]:
        print(f"{gap:+.2f} {page_name}", file=sys.stderr)


def _figures(found: list[tuple[float | None, float | None, float]]) -> str:
    if not found:
        return f"{'-':>6} {'-':>6} {'-':>6}"
    precision = statistics.mean(one for one, _, _ in found if one is not None)
    recall = statistics.mean(one for _, one, _ in found if one is not None)
    return f"{2 * precision * recall / (precision + recall):6.3f} {precision:6.3f} {recall:6.3f}"


def _gaps(
    scores: dict[str, list[tuple[float | None, float | None, float]]], pages: list[Sample]
) -> Iterable[tuple[float, str]]:
    for sample, own, other in zip(pages, scores["extractor"], scores["trafilatura default"], strict=False):
        yield own[2] - other[2], sample.name


if __name__ == "__main__":
    sys.exit(main())
