"""`extract link DEST`: who is who across articles."""

from __future__ import annotations

import argparse
import os

from extractor.cli.databases import add_password_arguments, open_database

HELP = (
    "Finds out which names mean the same unit or person and which records tell of one conferral; again whenever wanted."
)
EXAMPLES = (
    "extract link awards.sqlite",
    'extract link awards.sqlite --why "Vụ Quy hoạch nông thôn"',
    "extract link awards.sqlite --conflicts",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("database", metavar="DEST", help="awards.sqlite, awards.duckdb, postgresql://…, mysql://…")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--why", metavar="NAME", help="do not link; show how a unit or person is written, and why these are one"
    )
    what.add_argument("--conflicts", action="store_true", help="do not link; show where articles contradict each other")
    add_password_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    with open_database(arguments.database, arguments) as store:
        if arguments.why is not None:
            for line in store.why(os.fsencode(arguments.why).decode("utf-8", "replace")):
                print(line)
        elif arguments.conflicts:
            for line in store.conflicts():
                print(line)
        else:
            print(store.link())
    return 0
