"""What the commands that use a database share: the options for a password, opening, a line of progress."""

from __future__ import annotations

import argparse
import getpass
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.cli.usage import UsageError
from extractor.view.terminal import plain

if TYPE_CHECKING:
    from extractor.store import Report, Store
    from extractor.store.files.base import FileStore

__all__ = ["add_password_arguments", "open_database", "open_store", "tell", "watched"]

EVERY = 0.2  # seconds between two looks of the progress line


def add_password_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        help="the database's password is the first line of FILE (or of EXTRACTOR_DB_PASSWORD_FILE)",
    )
    parser.add_argument("--ask-password", action="store_true", help="ask for the database's password")


def open_store(destination: str, arguments: argparse.Namespace) -> Store | FileStore:
    """Opens a database or file with the password of a file, a prompt or the environment, whichever is asked for."""
    from extractor.store import open as open_destination

    return open_destination(destination, password=_password(arguments))


def open_database(destination: str, arguments: argparse.Namespace, *, create: bool = False) -> Store:
    """Opens a database in the same way; a file that is not there is made only where `create`."""
    from extractor.store import database

    return database(destination, password=_password(arguments), create=create)


def _password(arguments: argparse.Namespace) -> str | None:
    """The password that the options give; None leaves it to the environment."""
    from extractor.store.destination import read_password

    if arguments.password_file and arguments.ask_password:
        raise UsageError("--password-file and --ask-password are two ways to give one password; take one")
    if arguments.password_file:
        return read_password(arguments.password_file)
    if arguments.ask_password:
        if not sys.stdin.isatty():
            raise UsageError("--ask-password asks at a terminal; take --password-file or EXTRACTOR_DB_PASSWORD")
        return getpass.getpass("password: ")
    return None


def watched(documents: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Hands documents on, with a line of progress where standard error is a terminal."""
    terminal = sys.stderr.isatty()
    start = shown = time.monotonic()
    number = 0
    for number, document in enumerate(documents, 1):
        yield document
        if terminal and time.monotonic() - shown > EVERY:
            shown = time.monotonic()
            print(
                f"\r{number} articles, {number / (shown - start):.0f} articles/s", end="", file=sys.stderr, flush=True
            )
    if terminal and number:
        print("\r\x1b[K", end="", file=sys.stderr)


def tell(report: Report) -> int:
    """Prints what a load did, and what it could not load; the exit code."""
    print(report)
    for message in report.messages:
        print(f"extract: {plain(message)}", file=sys.stderr)
    more = report.failed - len(report.messages)
    if more > 0:
        print(f"extract: … and {more} more", file=sys.stderr)
    return 1 if report.failed else 0
