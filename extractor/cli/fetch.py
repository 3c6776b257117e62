"""`extract fetch URL…`: one page, straight to records."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import Any

from extractor.cli.contact import contact_of
from extractor.cli.output import FORMATS, as_json, as_line, write_whole, writer
from extractor.cli.usage import UsageError
from extractor.errors import ExtractorError, FetchError
from extractor.view.tables import as_csv, as_table
from extractor.view.terminal import plain

HELP = (
    "Fetches pages and prints their award records; robots.txt is obeyed and nothing is kept. For many pages see crawl."
)
EXAMPLES = (
    "extract fetch https://example.gov.vn/tin-tuc/trao-bang-khen.html --contact mailto:me@example.org",
    "extract fetch https://example.gov.vn/tin-tuc/trao-bang-khen.html --format table",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", nargs="+", metavar="URL", help="the address of an article")
    parser.add_argument(
        "--format", choices=FORMATS, help="json (one article), jsonl (several), table (for people), csv"
    )
    parser.add_argument("--output", "-o", metavar="FILE", help="write to FILE, whole or not at all")
    parser.add_argument("--text", action="store_true", help="put the article's text into the document")
    parser.add_argument(
        "--contact", help="mail address or page by which a site's owner finds you (or EXTRACTOR_CONTACT)"
    )
    parser.add_argument(
        "--allow-private-network", action="store_true", help="also addresses of an intranet or of this machine"
    )


def run(arguments: argparse.Namespace) -> int:
    many = len(arguments.url) > 1
    kind = arguments.format or ("jsonl" if many else "json")
    if kind == "json" and many:
        raise UsageError("--format json is one document, for one article; for several take --format jsonl")
    from extractor.fetch.settings import Settings

    settings = Settings(
        contact=contact_of(arguments.contact),
        retries=1,
        host_retries=1,
        backoff=1.0,
        allow_private_network=arguments.allow_private_network,
    )
    documents, failed = [], list[str]()
    for url in arguments.url:
        try:
            documents.append(_document(url, settings, with_text=arguments.text))
        except ExtractorError as error:
            failed.append(str(error))
    if failed and not documents:
        raise FetchError("; ".join(failed))
    with writer(arguments.output, encoding="utf-8-sig" if kind == "csv" else "utf-8") as stream:
        lines = (
            as_table(iter(documents), colour=False, headings=many)
            if kind == "table"
            else as_csv(iter(documents))
            if kind == "csv"
            else None
        )
        for words in lines if lines is not None else map(as_json if kind == "json" else as_line, documents):
            write_whole(stream, words)
    for message in failed:
        print(f"extract: {plain(message)}", file=sys.stderr)
    return 1 if failed else 0


def _document(url: str, settings: Any, *, with_text: bool) -> dict[str, Any]:
    from extractor.fetch.addresses import redacted
    from extractor.fetch.single import fetch_page
    from extractor.pipeline import load

    answer = asyncio.run(fetch_page(url, settings))
    pipeline = load()
    try:
        article = pipeline.read(answer.body, url=answer.url)
    except ExtractorError as error:
        raise type(error)(f"{redacted(url)}: {error}") from None
    return pipeline.extract(article).to_json(with_text=with_text)
