"""Where records go: a URL or a file name, understood and shown without its password."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from extractor.errors import MissingExtraError, StoreError

__all__ = ["DATABASES", "Destination", "destination"]

SCHEMES = {
    "sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql", "postgresql+psycopg": "postgresql",
    "mysql": "mysql", "mariadb": "mysql", "mysql+pymysql": "mysql", "mariadb+pymysql": "mysql", "duckdb": "duckdb",
}  # fmt: skip
SUFFIXES = {".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite", ".duckdb": "duckdb"}
DATABASES = frozenset(SCHEMES.values())
DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "duckdb": "duckdb",
}
SECRET = re.compile(r"([^:/@\s]*):[^@\s]*@")
PASSWORD, PASSWORD_FILE = "EXTRACTOR_DB_PASSWORD", "EXTRACTOR_DB_PASSWORD_FILE"


@dataclass(frozen=True, slots=True)
class Destination:
    """A database: its kind, its URL with the password, and the words for it that may be shown."""

    kind: str
    url: URL
    shown: str

    @property
    def path(self) -> str:
        """The file of SQLite or DuckDB."""
        return self.url.database or ""


def destination(words: str, *, password: str | None = None) -> Destination:
    """The database that a URL or file name stands for. Raises StoreError for what is none.

    A password that the URL lacks comes from `password`, else from EXTRACTOR_DB_PASSWORD or the first line of the file
    EXTRACTOR_DB_PASSWORD_FILE.

    >>> destination("awards.sqlite").kind, destination("postgresql://an:secret@host/db").shown
    ('sqlite', 'postgresql://an:***@host/db')
    """
    if "://" not in words:
        return _file(words)
    scheme = words.partition("://")[0].lower()
    if scheme not in SCHEMES:
        raise StoreError(
            f"{scheme}://…: no database that we know; take sqlite:///file, postgresql://, mysql:// or duckdb:///file"
        )
    try:
        url = make_url(words)
    except (ArgumentError, ValueError):
        raise StoreError(
            f"{scheme}://…: this URL cannot be read; it is written {scheme}://user@host:port/database, "
            "with %40 for an @ in a name"
        ) from None
    kind = SCHEMES[scheme]
    if kind in {"sqlite", "duckdb"}:
        if not url.database or url.host:
            raise StoreError(
                f"{scheme}://…: names no file; it is written {scheme}:///file, or {scheme}:////folder/file"
            )
        return Destination(kind, url.set(drivername=DRIVERS[kind]), url.render_as_string(hide_password=True))
    if not url.database:
        raise StoreError(
            f"{url.render_as_string(hide_password=True)}: names no database; put it behind the host: /database"
        )
    if url.password is None and (secret := password or _password()):
        url = url.set(password=secret)
    shown = url.set(query={}).render_as_string(hide_password=True)  # the options may hold a password too
    return Destination(kind, url.set(drivername=DRIVERS[kind]), shown)


def _file(words: str) -> Destination:
    kind = SUFFIXES.get(Path(words).suffix.lower())
    if kind is None:
        shown = SECRET.sub(r"\1:***@", words)  # most likely a URL with a slip in it
        raise StoreError(
            f"{shown}: no destination that we know by its name; take one that ends in {', '.join(SUFFIXES)}, .csv, .xlsx, "
            ".parquet, .jsonl, .jsonld, .ttl or / (a folder of Parquet), or a URL like postgresql://user@host/database"
        )
    return Destination(kind, URL.create(DRIVERS[kind], database=words), words)


def _password() -> str | None:
    """The password of the environment, or of the file that it names."""
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    if name := os.environ.get(PASSWORD_FILE):
        return read_password(name)
    return None


def read_password(name: str) -> str:
    """The first line of a file. Raises StoreError where it cannot be read."""
    try:
        return Path(name).read_text("utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        raise StoreError(f"{name}: no password can be read from this file; its first line should be it") from None


def missing(kind: str) -> MissingExtraError:
    """The error for a driver that is not installed."""
    return MissingExtraError(f"{kind} as a destination", kind)
