"""Opens what a URL or file name stands for."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import StoreError
from extractor.store.backend import Backend, MySQL, PostgreSQL, SQLite
from extractor.store.destination import Destination, destination, missing
from extractor.store.files.base import FileStore
from extractor.store.files.choose import file_store, is_file_name
from extractor.store.problems import told
from extractor.store.store import Store

__all__ = ["database", "open"]


def open(url: str, *, password: str | None = None, create: bool = True) -> Store | FileStore:
    """Opens a destination of records: a database or a file.

    A database is a file name (awards.sqlite, awards.duckdb) or a URL (postgresql://user@host/db); see `database`. A file
    is told by its ending (files/choose.py); a name that ends in / is a folder of Parquet files. A file is written anew by
    each load; databases and that folder are added to.
    """
    if is_file_name(url):
        return file_store(url)
    return database(url, password=password, create=create)


def database(url: str, *, password: str | None = None, create: bool = True) -> Store:
    """Opens a database of records.

    A file that is not there is made, where `create`. The password comes from the URL, `password`, or the environment
    (EXTRACTOR_DB_PASSWORD, EXTRACTOR_DB_PASSWORD_FILE). Raises StoreError where the database cannot be reached, and
    MissingExtraError where its driver is not installed.
    """
    place = destination(url, password=password)
    if place.kind in {"sqlite", "duckdb"} and place.path != ":memory:":
        _check_file(place, create=create)
    with told(place.shown):
        return Store(_backend(place), place.shown)


def _check_file(place: Destination, *, create: bool) -> None:
    path = Path(place.path)
    if path.is_dir():
        raise StoreError(f"{place.shown}: this is a folder; give the name of a file in it")
    if not path.exists() and not create:
        raise StoreError(f"{place.shown}: no such file; check the path, or make it: extract db init {place.shown}")
    if not path.parent.is_dir():
        raise StoreError(f"{place.shown}: the folder {path.parent} is not there; make it first")


def _backend(place: Destination) -> Backend:
    if place.kind == "sqlite":
        return SQLite(place.url)
    if place.kind == "duckdb":
        try:
            from extractor.store.duck import DuckDB
        except ModuleNotFoundError:
            raise missing("duckdb") from None
        return DuckDB(place.path)
    try:
        return PostgreSQL(place.url) if place.kind == "postgresql" else MySQL(place.url)
    except ModuleNotFoundError:
        raise missing(place.kind) from None
