"""`extract batch INPUT… --to OUT.jsonl`: many articles, one line each, in input order."""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING, Any

from extractor.cli.inputs import JSONL_SUFFIXES, Input, expand, extracted
from extractor.cli.output import as_line, partial_writer, write_whole
from extractor.cli.usage import UsageError
from extractor.errors import ExtractorError, InputError, ModelError

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

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


def run(arguments: argparse.Namespace) -> int:
    if arguments.to != "-" and not arguments.to.endswith(JSONL_SUFFIXES):
        raise UsageError(f"{arguments.to}: batch writes JSON Lines; name the output something.jsonl")
    for name in arguments.input:  # a slip of the pen is told at once, not after an hour
        if name != "-" and not os.path.lexists(name):
            raise InputError(f"{name}: no such file or folder; check the path")
    from extractor.pipeline import load

    pipeline = load()
    progress = _Progress()
    try:
        with partial_writer(arguments.to) as stream:
            for source in expand(arguments.input, jsonl=True, output=arguments.to):
                line = _line(pipeline, source, with_text=arguments.text)
                write_whole(stream, as_line(line))
                progress.step(line)
    except KeyboardInterrupt:
        progress.end()
        kept = "" if arguments.to == "-" else f"; the finished ones are in {arguments.to}.partial"
        raise KeyboardInterrupt(f"stopped after {progress.articles} articles{kept}") from None
    progress.end()
    return 0


def _line(pipeline: Pipeline, source: Input, *, with_text: bool) -> dict[str, Any]:
    """The output line of one input: its document, or its error."""
    document = extracted(pipeline, source)
    if isinstance(document, ModelError):  # every article would fail with it
        raise document
    if isinstance(document, ExtractorError):
        error = {"type": type(document).__name__, "message": str(document)}
        return {"id": source.id, "error": error, "records": []}
    return {"id": source.id, **document.to_json(with_text=with_text)}


class _Progress:
    """A line of progress on a terminal, and one closing line."""

    def __init__(self) -> None:
        self.articles = self.records = self.errors = 0
        self.start = self.shown = time.monotonic()
        self.terminal = sys.stderr.isatty()

    def step(self, line: dict[str, Any]) -> None:
        self.articles += 1
        self.records += len(line["records"])
        self.errors += "error" in line
        if self.terminal and time.monotonic() - self.shown > EVERY:
            self.shown = time.monotonic()
            print(f"\r{self.words()}", end="", file=sys.stderr, flush=True)

    def words(self) -> str:
        seconds = max(time.monotonic() - self.start, 1e-9)
        return f"{self.articles} articles, {self.records} records, {self.errors} errors, {self.articles / seconds:.0f} articles/s"

    def end(self) -> None:
        """The closing line: for a person at a terminal, and wherever articles failed."""
        if self.terminal or self.errors:
            print(f"\r{self.words()}" if self.terminal else f"extract: {self.words()}", file=sys.stderr)
