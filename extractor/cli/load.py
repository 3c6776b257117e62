"""`extract load RECORDS.jsonl… --to DEST`: what was extracted before, into a database or file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor.cli.databases import add_password_arguments, open_store, tell, watched
from extractor.errors import EmptyInputError, InputError

HELP = "Loads documents that were extracted before (JSON, or JSON Lines of `extract batch`) into a database or file."
EXAMPLES = (
    "extract load records.jsonl --to awards.sqlite",
    "extract load monday.jsonl tuesday.jsonl --to awards.sqlite",
    "cat records.jsonl | extract load - --to awards.sqlite",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", nargs="+", metavar="RECORDS.jsonl", help="documents, one a line; - for standard input")
    parser.add_argument(
        "--to",
        required=True,
        metavar="DEST",
        help="a database (awards.sqlite, awards.duckdb, postgresql://user@host/db, mysql://user@host/db), a file (out.csv, .xlsx, "
        ".parquet, .jsonl, .jsonld, .ttl, .quickstatements.csv, .personnel.csv, .personnel.xlsx) or a folder/ of Parquet by year",
    )
    add_password_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    for name in arguments.input:
        if name != "-" and not Path(name).is_file():
            raise InputError(f"{name}: no such file; check the path")
    with open_store(arguments.to, arguments) as store:
        return tell(store.load(watched(_documents(arguments.input))))


def _documents(names: Iterable[str]) -> Iterator[dict[str, Any]]:
    for name in names:
        if name == "-":
            yield from _read(sys.stdin.buffer, "standard input")
            continue
        try:
            with Path(name).open("rb") as lines:
                yield from _read(lines, name)
        except OSError as error:
            raise InputError(f"{name}: {error.strerror}; check the path and its permissions") from None


def _read(lines: Iterable[bytes], name: str) -> Iterator[dict[str, Any]]:
    """The documents of a stream: one a line, or one that is the whole stream (as `extract article.txt` prints it)."""
    found = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if not found and line.strip() == b"{":  # indented JSON: one document on many lines
            yield _parsed(line + b"".join(lines), f"{name}:{number}")
            return
        found = True
        yield _parsed(line, f"{name}:{number}")
    if not found:
        raise EmptyInputError(f"{name}: holds no document; extract batch … --to {name} makes some")


def _parsed(words: bytes, place: str) -> dict[str, Any]:
    """A document, or an error in its place that the load counts."""
    try:
        document = json.loads(words)
    except (ValueError, RecursionError) as error:
        return {"id": place, "error": {"message": f"not JSON ({error})"}}
    if not isinstance(document, dict):
        return {"id": place, "error": {"message": "no JSON object"}}
    return {**document, "id": document.get("id") or place}
