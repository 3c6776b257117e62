"""What a database says when it refuses, in one line for a user, with what to do next and without any password."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from extractor.errors import StoreError

__all__ = ["told"]

# words of a driver: what to say. The first that is found counts.
ADVICE = (
    ("password authentication failed", "the password or user name is wrong; set EXTRACTOR_DB_PASSWORD or give --password-file"),
    ("no password supplied", "a password is needed; set EXTRACTOR_DB_PASSWORD or give --password-file"),
    ("Access denied", "the password, user name or database name is wrong; set EXTRACTOR_DB_PASSWORD or give --password-file"),
    ("Unknown database", "there is no such database; make it first (CREATE DATABASE), or correct the name"),
    ("role .* does not exist", "there is no such user; correct the name in the URL"),
    ("database .* does not exist", "there is no such database; make it first (createdb), or correct the name"),
    ("permission denied", "the user may not do this; ask for the right to make and write tables in this database"),
    ("onnection refused|Can't connect|timeout expired", "no server answers there; check host and port, and that it runs"),
    ("resolve host|Name or service not known|getaddrinfo", "there is no such host; correct the name in the URL"),
    ("readonly database|read-only|Permission denied", "the file may only be read; check its permissions and those of its folder"),
    ("unable to open database file|Cannot open file", "the file cannot be opened; check the path and its permissions"),
    ("not a database|not a valid DuckDB|malformed", "the file is no such database, or is damaged; give another name"),
    ("disk is full|No space left|disk full|Disk full", "the disk is full; make room and load again, whole articles are kept"),
    ("database is locked|Could not set lock|Conflicting lock", "another program holds the database; try again when it is done"),
    ("server closed|Lost connection|terminating connection|gone away|consuming input failed|connection is closed|BrokenPipe",
     "the connection was lost; load again, what was written is whole and will be found unchanged"),
)  # fmt: skip
SECRET = re.compile(r"(?<=://)([^:/@\s]*):[^@\s]*@")
LONGEST = 300


@contextmanager
def told(shown: str) -> Iterator[None]:
    """Turns the errors of databases into StoreError: what it was about (`shown`), what to do, what the driver said."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_words(shown, str(error.orig))) from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(_words(shown, str(error))) from None
    except Exception as error:
        if type(error).__module__.split(".")[0] not in {"psycopg", "pymysql", "duckdb", "_duckdb"}:
            raise
        raise StoreError(_words(shown, str(error))) from None


def _words(shown: str, said: str) -> str:
    said = SECRET.sub(r"\1:***@", " ".join(said.split()))
    said = said if len(said) <= LONGEST else said[:LONGEST] + " …"
    for pattern, advice in ADVICE:
        if re.search(pattern, said):
            return f"{shown}: {advice} ({said})"
    return f"{shown}: the database refused: {said}; check the destination, or report this with the input"
