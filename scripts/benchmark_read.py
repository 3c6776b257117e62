"""Measures the reading of pages: body F1 and time against trafilatura on the same machine, in the same run.

    python scripts/benchmark_read.py [FOLDER] [--pages N] [--worst N]

FOLDER is a checkout of scrapinghub/article-extraction-benchmark (html/*.html.gz and ground-truth.json), whose measure
this is: shingles of four words, mean precision and recall over the pages. Without it the pages of tests/golden are
read, by their specifications and as pages of unknown sites, and only the times tell something.
Times are the least of two runs of each page, the readers in turn.
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

import trafilatura

from extractor.article import html as page_reader
from extractor.article.compose import compose
from extractor.errors import ExtractorError

ROOT = Path(__file__).resolve().parent.parent
BODY = frozenset(("heading", "paragraph", "item", "row", "quote"))
RUNS = 2
Reader = Callable[[str], str]


def ours(page: str, url: str | None = None) -> str:
    """The body's blocks, without headline, captions and author; with the sapo where it is a line of the body."""
    try:
        read = page_reader.read_page(page, url)
        kinds = BODY | {"lead"} if any(piece.text == read.parts.lead for piece in read.parts.pieces) else BODY
        article = compose(read.parts, url=read.url, source=None, warnings=read.warnings)
    except ExtractorError:
        return ""
    return "\n".join(block.span.of(article.text) for block in article.blocks if block.kind in kinds)


def unspecified(page: str) -> str:
    """The same without any specification of a site or a family."""
    known = page_reader.candidates
    page_reader.candidates = lambda *_: []
    try:
        return ours(page, "https://example.org/")
    finally:
        page_reader.candidates = known


def fast(page: str) -> str:
    return trafilatura.extract(page, fast=True, include_comments=False) or ""


def default(page: str) -> str:
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


def timed(reader: Reader, page: str) -> tuple[str, float]:
    best, text = float("inf"), ""
    for _ in range(RUNS):
        start = time.perf_counter()
        text = reader(page)
        best = min(best, time.perf_counter() - start)
    return text, best


def public(folder: Path) -> Iterable[tuple[str, str, str | None]]:
    """Name, page and true body of each page of the public benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, told in sorted(truth.items()):
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield name, data.decode("utf-8", "replace"), told.get("articleBody", "")


def golden() -> Iterable[tuple[str, str, str | None]]:
    for path in sorted((ROOT / "tests" / "golden" / "pages").glob("*.html")):
        yield path.stem, path.read_text("utf-8"), None


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a checkout of scrapinghub/article-extraction-benchmark")
    parser.add_argument("--pages", type=int, default=0, help="only the first so many")
    parser.add_argument("--worst", type=int, default=0, help="show the pages where trafilatura's default is better")
    arguments = parser.parse_args()
    readers: dict[str, Reader] = {"extractor": unspecified, "trafilatura fast": fast, "trafilatura default": default}
    if arguments.folder is None:
        readers = {"with its specification": ours, **readers}
    pages = list(public(arguments.folder) if arguments.folder else golden())[: arguments.pages or None]
    for reader in readers.values():
        reader(pages[0][1])  # what is loaded on first use
    scores: dict[str, list[tuple[float | None, float | None, float]]] = {name: [] for name in readers}
    seconds = dict.fromkeys(readers, 0.0)
    for _, page, true in pages:
        for name, reader in readers.items():
            text, took = timed(reader, page)
            seconds[name] += took
            if true is not None:
                scores[name].append(score(true, text))
    print(f"{'reader':24} {'F1':>6} {'prec.':>6} {'recall':>6} {'ms/page':>8} {'of fast':>8}")
    for name in readers:
        print(
            f"{name:24} {_figures(scores[name])} {1000 * seconds[name] / len(pages):8.1f} {seconds[name] / seconds['trafilatura fast']:8.2f}"
        )
    for gap, page_name in sorted(_gaps(scores, pages))[: arguments.worst]:
        print(f"{gap:+.2f} {page_name}", file=sys.stderr)
    return 0


def _figures(found: list[tuple[float | None, float | None, float]]) -> str:
    if not found:
        return f"{'-':>6} {'-':>6} {'-':>6}"
    precision = statistics.mean(one for one, _, _ in found if one is not None)
    recall = statistics.mean(one for _, one, _ in found if one is not None)
    return f"{2 * precision * recall / (precision + recall):6.3f} {precision:6.3f} {recall:6.3f}"


def _gaps(
    scores: dict[str, list[tuple[float | None, float | None, float]]], pages: list[tuple[str, str, str | None]]
) -> Iterable[tuple[float, str]]:
    for (name, _, _), own, other in zip(pages, scores["extractor"], scores["trafilatura default"], strict=False):
        yield own[2] - other[2], name


if __name__ == "__main__":
    sys.exit(main())
