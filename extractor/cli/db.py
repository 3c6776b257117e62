"""`extract db init|upgrade|check|stats|export|query DEST`: a database of records, from its first table to its answers."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, get_args

from extractor.cli.databases import add_password_arguments, open_database
from extractor.cli.usage import UsageError
from extractor.records import Status
from extractor.view.answers import FORMATS, as_answers

if TYPE_CHECKING:
    from extractor.store import Store

HELP = "Makes, upgrades, checks, counts, exports and asks a database of records."
EXAMPLES = (
    "extract db init awards.sqlite",
    'extract db query awards.sqlite "Vụ Quy hoạch nông thôn" --since 2015 --award "Chiến sĩ thi đua"',
    "extract db export awards.sqlite --to awards.xlsx",
    "extract db stats awards.sqlite",
    "extract db check awards.sqlite",
    "extract db upgrade awards.sqlite",
)
ACTIONS = {
    "init": "make the tables",
    "upgrade": "bring the tables of an older version to this one",
    "check": "look for what is missing or points nowhere",
    "stats": "tell how much there is",
    "export": "write all records into a file",
    "query": "what a unit or person has received",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, words in ACTIONS.items():
        action = actions.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.", allow_abbrev=False)
        action.add_argument("database", metavar="DEST", help="awards.sqlite, awards.duckdb, postgresql://…, mysql://…")
        if name == "query":
            _add_query(action)
        if name == "export":
            action.add_argument(
                "--to", required=True, metavar="FILE", help="out.csv, .xlsx, .parquet, .jsonl, … or a folder/"
            )
        if name == "stats":
            action.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")
        add_password_arguments(action)


def _add_query(action: argparse.ArgumentParser) -> None:
    action.add_argument("who", nargs="?", metavar="WHO", help="a unit or person; none for all")
    action.add_argument("--since", type=int, metavar="YEAR", help="only from this year on")
    action.add_argument("--until", type=int, metavar="YEAR", help="only up to this year")
    action.add_argument("--award", metavar="WORDS", help="only awards whose name holds these words")
    action.add_argument(
        "--status",
        action="append",
        choices=(*get_args(Status), "all"),
        help="conferred (default) or others; may be given several times",
    )
    action.add_argument("--limit", type=int, metavar="N", help="no more than N rows")
    action.add_argument("--format", choices=FORMATS, default="table", help="table (default), csv or jsonl")


def run(arguments: argparse.Namespace) -> int:
    create = arguments.action == "init"
    with open_database(arguments.database, arguments, create=create) as store:
        return int(globals()[f"_{arguments.action}"](store, arguments))


def _init(store: Store, _: argparse.Namespace) -> int:
    store.init()
    print(f"{store.shown}: ready, schema version {store.version()}")
    return 0


def _upgrade(store: Store, _: argparse.Namespace) -> int:
    before = store.upgrade()
    after = store.version()
    print(f"{store.shown}: schema version {after}" + ("" if before == after else f", was {before}"))
    return 0


def _check(store: Store, _: argparse.Namespace) -> int:
    store.check_version()
    found = list(store.faults())
    for fault in found:
        print(fault)
    if not found:
        print(f"{store.shown}: all is well")
    return 1 if found else 0


def _stats(store: Store, arguments: argparse.Namespace) -> int:
    found = store.statistics()
    if arguments.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    first, last = found["years"]
    print(f"{found['database']}, schema version {found['schema_version']}, last load {found['last_load'] or 'never'}")
    for name, number in found["rows"].items():
        print(f"{name:14} {number:>9}")
    print(f"{'years':14} {'' if first is None else f'{first}-{last}':>9}")
    for name, number in found["status"].items():
        print(f"{name:14} {number:>9}")
    return 0


def _export(store: Store, arguments: argparse.Namespace) -> int:
    from extractor.store.files.choose import file_store, is_file_name
    from extractor.store.files.documents import DocumentFile

    if not is_file_name(arguments.to):
        raise UsageError(
            f"{arguments.to}: export writes files; name one that ends in .csv, .xlsx, .parquet, .jsonl, .jsonld, .ttl or /"
        )
    target = file_store(arguments.to)
    if isinstance(target, DocumentFile):
        target.write_documents(store.documents())
    else:
        target.write_rows(store.rows())
    return 0


def _query(store: Store, arguments: argparse.Namespace) -> int:
    from extractor.store.query import Question

    status = arguments.status or ["conferred"]
    who = _words(arguments.who)
    question = Question(
        who=who,
        since=arguments.since,
        until=arguments.until,
        award=_words(arguments.award),
        status=() if "all" in status else tuple(status),
        limit=arguments.limit,
    )
    rows = list(store.answers(question)) if arguments.format == "table" else store.answers(question)
    if arguments.format == "table" and not rows:
        print("no award records found" + ("" if who is None else f" of {who}"), file=sys.stderr)
        return 0
    for words in as_answers(rows, arguments.format):
        print(words, end="")
    return 0


def _words(argument: str | None) -> str | None:
    """In a locale without UTF-8 Python hands arguments on as bytes in disguise."""
    return None if argument is None else os.fsencode(argument).decode("utf-8", "replace")
