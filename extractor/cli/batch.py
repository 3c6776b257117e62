"""`extract batch INPUT… --to OUT.jsonl`: many articles, one line each, in input order."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from extractor.cli.output import binary_output
from extractor.cli.usage import UsageError
from extractor.errors import InputError
from extractor.scale.inputs import JSONL_SUFFIXES

if TYPE_CHECKING:
    from extractor.scale.run import Report

HELP = "Extracts many articles into one file, a line each in input order; an article that fails is one line with its error."
EXAMPLES = (
    "extract batch articles/ --to out.jsonl",
    "extract batch articles.jsonl --to out.jsonl",
    "extract batch a.txt b.txt more.jsonl --to out.jsonl --text",
)
EVERY = 0.2  # seconds between two looks of the progress line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input",
        nargs="+",
        metavar="INPUT",
        help='text files, folders, or JSONL with {"id", "text"} or {"id", "html", "url"} a line',
    )
    parser.add_argument(
        "--to",
        required=True,
        metavar="OUT.jsonl",
        help="where the lines go; - for standard output. A run that is stopped leaves what it finished in OUT.jsonl.partial",
    )
    parser.add_argument("--text", action="store_true", help="put each article's text into its document")
    parser.add_argument("--workers", type=_count, metavar="N", help="how many processes work; one for each core by default")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="read also those HTML pages to the end that hold no award word, so that their documents have titles and dates",
    )


def _count(words: str) -> int:
    number = int(words) if words.isdecimal() else 0
    if not 1 <= number <= 1024:
        raise argparse.ArgumentTypeError(f"{words}: give a number from 1 to 1024")
    return number


def run(arguments: argparse.Namespace) -> int:
    if arguments.to != "-" and not arguments.to.endswith(JSONL_SUFFIXES):
        raise UsageError(f"{arguments.to}: batch writes JSON Lines; name the output something.jsonl")
    for name in arguments.input:  # a slip of the pen is told at once, not after an hour
        if name != "-" and not os.path.lexists(name):
            raise InputError(f"{name}: no such file or folder; check the path")
    from extractor.scale.run import Stopped, run

    progress = _Progress()
    to: Any = arguments.to
    output: Any = nullcontext(to) if to != "-" else binary_output()
    try:
        with output as place:
            report = run(
                arguments.input, to=place, workers=arguments.workers, with_text=arguments.text, whole=arguments.whole,
                progress=progress.step,
            )  # fmt: skip
    except Stopped as stopped:
        progress.end(stopped.report)
        kept = "" if to == "-" else f"; the finished ones are in {to}.partial"
        raise KeyboardInterrupt(f"{stopped}{kept}") from None
    progress.end(report)
    return 0


class _Progress:
    """A line of progress on a terminal, and one closing line."""

    def __init__(self) -> None:
        self.start = self.shown = time.monotonic()
        self.terminal = sys.stderr.isatty()

    def step(self, report: Report) -> None:
        if self.terminal and time.monotonic() - self.shown > EVERY:
            self.shown = time.monotonic()
            print(f"\r{_words(report)}", end="", file=sys.stderr, flush=True)

    def end(self, report: Report) -> None:
        """The closing line: for a person at a terminal, and wherever articles failed."""
        if self.terminal or report.tally.errors:
            print(f"\r{_words(report)}" if self.terminal else f"extract: {_words(report)}", file=sys.stderr)


def _words(report: Report) -> str:
    tally, seconds = report.tally, max(report.seconds, 1e-9)
    return (
        f"{tally.inputs} articles, {tally.records} records, {tally.errors.total()} errors, {tally.inputs / seconds:.0f} articles/s, "
        f"{tally.bytes / seconds / 1e6:.1f} MB/s"
    )
