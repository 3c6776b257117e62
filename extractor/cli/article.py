"""`extract INPUT…`: the award records of articles."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import Any, get_args

from extractor.cli.databases import add_password_arguments, open_store, tell, watched
from extractor.cli.inputs import expand, extracted, is_many
from extractor.cli.output import FORMATS, as_json, as_line, write_whole, writer
from extractor.cli.usage import UsageError
from extractor.errors import ExtractorError, ModelError
from extractor.records import Document, Status
from extractor.view.tables import as_csv, as_table
from extractor.view.terminal import plain

HELP = "Prints the award records of articles: one JSON document for one article, JSON Lines for several."
EXAMPLES = (
    "extract article.txt",
    "extract a.txt b.txt --format table",
    "extract articles/ --status conferred --min-confidence 0.8",
    "extract article.txt --format csv --output awards.csv",
    "cat article.txt | extract -",
    "extract article.txt --to awards.sqlite",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", nargs="+", metavar="INPUT", help="a file, a folder of files, or - for standard input")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="json (one article), jsonl (several), table (for people), csv (for spreadsheets)",
    )
    parser.add_argument(
        "--output", "-o", metavar="FILE", help="write to FILE, whole or not at all, instead of standard output"
    )
    parser.add_argument(
        "--to", metavar="DEST", help="load the records into a database or file instead of printing them; see `extract load --help`"
    )
    add_password_arguments(parser)
    parser.add_argument("--text", action="store_true", help="put the article's text into the document")
    parser.add_argument(
        "--status",
        action="append",
        choices=get_args(Status),
        help="only records of this status (may be given several times)",
    )
    parser.add_argument(
        "--min-confidence", type=_share, default=0.0, metavar="X", help="only records at least this sure, 0 to 1"
    )


def _share(words: str) -> float:
    try:
        value = float(words)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{words} is no number between 0 and 1")
    return value


def run(arguments: argparse.Namespace) -> int:
    many = is_many(arguments.input)
    kind = arguments.format or ("jsonl" if many else "json")
    if kind == "json" and many:
        raise UsageError("--format json is one document, for one article; for several take --format jsonl")
    if arguments.to:
        return _load(arguments)
    failed: list[str] = []
    documents = _documents(arguments, failed)
    if not many:
        documents = iter(list(documents))  # nothing is written, not even a header, where the only article failed
        if failed:
            raise ExtractorError(failed[0])
    with writer(arguments.output, encoding="utf-8-sig" if kind == "csv" else "utf-8") as stream:
        for words in _lines(documents, kind, colour=_colour(stream), headings=many):
            write_whole(stream, words)
    for message in failed:
        print(f"extract: {plain(message)}", file=sys.stderr)
    return 1 if failed else 0


def _load(arguments: argparse.Namespace) -> int:
    """Extracts and loads; an article that fails is told, and the others are loaded."""
    if arguments.format or arguments.output:
        raise UsageError("--to loads the records, --format and --output print them; take one")
    failed: list[str] = []
    with open_store(arguments.to, arguments) as store:
        report = store.load(watched(_documents(arguments, failed)))
    for message in failed:
        report.articles += 1
        report.fail(message)
    return tell(report)


def _lines(documents: Iterator[dict[str, Any]], kind: str, *, colour: bool, headings: bool) -> Iterator[str]:
    if kind == "table":
        return as_table(documents, colour=colour, headings=headings)
    if kind == "csv":
        return as_csv(documents)
    return map(as_json if kind == "json" else as_line, documents)


def _documents(arguments: argparse.Namespace, failed: list[str]) -> Iterator[dict[str, Any]]:
    """The documents as JSON; an article that fails is noted and the others go on."""
    from extractor.pipeline import load

    pipeline = load()
    for source in expand(arguments.input, output=arguments.output):
        document = extracted(pipeline, source)
        if isinstance(document, ModelError):  # every article would fail with it
            raise document
        if isinstance(document, ExtractorError):
            failed.append(str(document))
        else:
            yield _filtered(document, arguments).to_json(with_text=arguments.text)


def _filtered(document: Document, arguments: argparse.Namespace) -> Document:
    kept = tuple(
        record
        for record in document.records
        if (not arguments.status or record.status in arguments.status) and record.confidence >= arguments.min_confidence
    )
    return Document(document.article, kept, document.warnings)


def _colour(stream: Any) -> bool:
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
