"""`extract read INPUT…`: the article as it was read, before any record is looked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from extractor.cli.inputs import expand
from extractor.cli.output import as_json, as_line, write_whole, writer
from extractor.errors import ExtractorError
from extractor.records import Article
from extractor.view.markdown import as_markdown
from extractor.view.terminal import plain

HELP = "Prints articles as they were read from text, HTML, PDF, DOCX or WARC: title, date, author, and the text."
EXAMPLES = (
    "extract read page.html",
    "extract read page.html --format markdown",
    "extract read article.txt --format json",
    "cat page.html | extract read -",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", nargs="+", metavar="INPUT", help="a file, a folder of files, or - for standard input")
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="text (what spans count in; the default), json (with blocks; a line each for several), markdown",
    )
    parser.add_argument(
        "--url", metavar="URL", help="where the page is from, if it does not say so itself: tells its site"
    )
    parser.add_argument("--output", "-o", metavar="FILE", help="write to FILE instead of standard output")


def run(arguments: argparse.Namespace) -> int:
    failed: list[str] = []
    many = len(arguments.input) > 1
    articles = _articles(arguments, failed)
    first = next(articles, None)
    if first is None:
        raise ExtractorError(failed[0])
    with writer(arguments.output) as stream:
        second = next(articles, None)
        many = many or second is not None
        for number, article in enumerate(_chain(first, second, articles)):
            gap = "\n" if number and arguments.format != "json" else ""
            write_whole(stream, gap + _shown(article, arguments.format, many=many))
    for message in [*(f"{first.source}: {warning}" for warning in first.warnings if not many), *failed]:
        print(f"extract: {plain(message)}", file=sys.stderr)
    return 1 if failed else 0


def _chain(first: Article, second: Article | None, rest: Iterator[Article]) -> Iterator[Article]:
    yield first
    if second is not None:
        yield second
    yield from rest


def _articles(arguments: argparse.Namespace, failed: list[str]) -> Iterator[Article]:
    for source in expand(arguments.input, output=arguments.output):
        try:
            yield (replace(source, url=arguments.url) if arguments.url else source).read()
        except ExtractorError as error:
            failed.append(str(error))


def _shown(article: Article, kind: str, *, many: bool) -> str:
    if kind == "markdown":
        return as_markdown(article)
    if kind == "text":
        return article.text.rstrip("\n") + "\n"
    blocks = [
        {"kind": block.kind, "span": list(block.span), "level": block.level, "intro": block.intro}
        for block in article.blocks
    ]
    data: dict[str, Any] = {**article.to_json(with_text=True), "blocks": blocks, "warnings": list(article.warnings)}
    return as_line(data) if many else as_json(data)
