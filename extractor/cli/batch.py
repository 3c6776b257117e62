"""`extract batch INPUT… --to OUT.jsonl`: many articles, one line each, in input order."""

from __future__ import annotations

import argparse
import glob
import os
import sys
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from extractor.cli.output import binary_output
from extractor.cli.usage import UsageError
from extractor.errors import InputError, StoreError
from extractor.scale.files import is_remote
from extractor.scale.parts import SHARD_KINDS

if TYPE_CHECKING:
    from extractor.scale.report import Report

HELP = "Extracts many articles over all cores: one line each in input order; an article that fails is one line with its error."
EXAMPLES = (
    "extract batch articles/ --to out.jsonl",
    "extract batch articles.jsonl --to out.jsonl",
    "extract batch a.txt b.txt more.jsonl --to out.jsonl --text",
    "extract batch articles/ --to shards/ --workers 2 --errors errors.jsonl --report report.json",
    "extract batch articles/ --to shards/ --resume",
    "extract batch articles.jsonl --to awards.sqlite --limit 100",
)
LOOK = 2.0  # seconds for looking how much there is to do
EVERY = 0.2  # seconds between two looks of the progress line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input",
        nargs="+",
        metavar="INPUT",
        help="text, HTML, PDF and DOCX files; JSONL (.gz, .zst) and Parquet with text or html; WARC; folders, patterns, "
        "a crawl's store; s3://, gs:// …; - for standard input",
    )
    parser.add_argument(
        "--to",
        required=True,
        metavar="DEST",
        help="OUT.jsonl (- for standard output), a folder of shards (name/), or a database (awards.sqlite, postgresql://…)",
    )
    parser.add_argument("--text", action="store_true", help="put each article's text into its document")
    parser.add_argument("--workers", type=_count, metavar="N", help="how many processes work; one for each core by default")
    parser.add_argument("--engine", choices=("local", "ray"), default="local", help="local processes (the default), or Ray")
    parser.add_argument("--ray-address", metavar="ADDRESS", help='a Ray cluster, "auto" for the one of this machine')
    parser.add_argument("--resume", action="store_true", help="go on with what an earlier run left in DEST")
    parser.add_argument("--limit", type=_number, metavar="N", help="take the first N articles only")
    parser.add_argument("--errors", metavar="FILE", help="write the articles that failed to FILE, as JSON Lines")
    parser.add_argument("--report", metavar="FILE", help="write the counts, versions and times of the run to FILE, as JSON")
    parser.add_argument(
        "--shards", choices=SHARD_KINDS, default=SHARD_KINDS[0], help="what a folder's shards are (default: %(default)s)"
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="read also those HTML pages to the end that hold no award word, so that their documents have titles and dates",
    )


def _count(words: str) -> int:
    number = _number(words)
    if number > 1024:
        raise argparse.ArgumentTypeError(f"{words}: give a number from 1 to 1024")
    return number


def _number(words: str) -> int:
    number = int(words) if words.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{words}: give a number from 1 on")
    return number


def run(arguments: argparse.Namespace) -> int:
    _check(arguments)
    from extractor.scale.report import write_report
    from extractor.scale.runner import Stopped, run

    progress = _Progress(arguments.input)
    to: Any = arguments.to
    output: Any = nullcontext(to) if to != "-" else binary_output()
    stopped = None
    with output as place:
        try:
            report = run(
                arguments.input, to=place, workers=arguments.workers, with_text=arguments.text, whole=arguments.whole,
                resume=arguments.resume, limit=arguments.limit, errors=arguments.errors, shards=arguments.shards,
                engine=arguments.engine, ray_address=arguments.ray_address, progress=progress.step,
            )  # fmt: skip
        except Stopped as stop:
            report, stopped = stop.report, stop
    progress.end(report)
    if arguments.report:
        write_report(report, arguments.report)
    if stopped is not None:
        raise KeyboardInterrupt(f"{stopped}{_kept(to)}") from None
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """A slip of the pen is told at once, not after an hour."""
    from extractor.scale.runner import kind_of_output

    to = arguments.to
    kind = "stream" if to == "-" else kind_of_output(to)
    if kind == "store":
        from extractor.store.destination import destination
        from extractor.store.files.choose import is_file_name

        try:
            if not is_file_name(to):
                destination(to)
        except StoreError as error:
            if "://" in to:
                raise
            raise UsageError(f"{to}: give something.jsonl, a folder (ending in /), or a database: {error}") from None
    if arguments.resume and kind in {"stream", "store"}:
        raise UsageError("--resume is for a file or a folder; a database that is loaded again takes only what has changed")
    if arguments.engine == "ray" and kind != "folder":
        raise UsageError(f"--engine ray writes a folder of shards that all nodes see; end its name in / : {to}/")
    if arguments.ray_address and arguments.engine != "ray":
        raise UsageError("--ray-address is for --engine ray")
    if arguments.shards != SHARD_KINDS[0] and kind != "folder":
        raise UsageError(f"--shards is for a folder; end its name in / : {to}/")
    for name in arguments.input:
        if name != "-" and not os.path.lexists(name) and not is_remote(name) and not glob.has_magic(name):
            raise InputError(f"{name}: no such file or folder; check the path")


def _kept(to: str) -> str:
    """Where the finished articles are after Ctrl-C, and how to go on."""
    from extractor.scale.runner import kind_of_output

    kind = "stream" if to == "-" else kind_of_output(to)
    if kind == "lines":
        return f"; the finished ones are in {to}.partial, --resume goes on"
    return {"folder": f"; the finished shards are in {to}, --resume goes on", "store": f"; they are in {to}"}.get(kind, "")


class _Progress:
    """A line of progress on a terminal, and one closing line."""

    def __init__(self, names: list[str]) -> None:
        self.shown = time.monotonic()
        self.terminal = sys.stderr.isatty()
        self.total = _size(names) if self.terminal else None
        self.width = 0

    def step(self, report: Report) -> None:
        if self.terminal and time.monotonic() - self.shown > EVERY:
            self.shown = time.monotonic()
            self.show(_words(report) + _left(report, self.total))

    def show(self, words: str) -> None:
        print(f"\r{words:{self.width}}", end="", file=sys.stderr, flush=True)
        self.width = len(words)

    def end(self, report: Report) -> None:
        """The closing line: for a person at a terminal, and wherever articles failed."""
        if self.terminal:
            self.show(_words(report))
            print(file=sys.stderr)
        elif report.tally.errors:
            print(f"extract: {_words(report)}", file=sys.stderr)
        if report.loaded is not None and self.terminal:
            print(report.loaded, file=sys.stderr)


def _words(report: Report) -> str:
    tally, seconds = report.tally, max(report.seconds, 1e-9)
    return (
        f"{tally.inputs} articles, {tally.records} records, {tally.errors.total()} errors, {report.fresh / seconds:.0f} articles/s, "
        f"{tally.bytes / seconds / 1e6:.1f} MB/s"
    )


def _left(report: Report, total: int | None) -> str:
    """The time left, by the bytes that are done."""
    if not total or not report.size or report.size > total:
        return ""
    seconds = int(report.seconds * (total - report.size) / report.size)
    return f", {seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"


def _size(names: list[str]) -> int | None:
    """The bytes of all inputs, or None where they cannot be told in a moment."""
    total, until = 0, time.monotonic() + LOOK
    for name in names:
        if os.path.isfile(name) and not name.endswith((".gz", ".zst")):  # noqa: PTH113
            total += os.path.getsize(name)  # noqa: PTH202
        elif os.path.isdir(name):  # noqa: PTH112
            for parent, _, files in os.walk(name):
                total += sum(os.path.getsize(path) for file in files if os.path.isfile(path := os.path.join(parent, file)))  # noqa: PTH113, PTH118, PTH202
                if time.monotonic() > until:
                    return None
        else:
            return None
    return total
