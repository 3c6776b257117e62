"""A database as the store sees it: a connection that reads, writes rows in bulk, and lets one loader write at a time.

`SqlBackend` is SQLAlchemy Core with what SQLite, PostgreSQL and MySQL need of their own; duckdb.py does the same with
DuckDB's own driver. Transactions are begun and ended here in words (the connection is in autocommit), since a writer
takes its lock together with its transaction: a load is many short transactions of whole articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Executable, Select, Table, create_engine, event, inspect
from sqlalchemy.engine import URL

from extractor.errors import StoreError

__all__ = ["Backend", "MySQL", "PostgreSQL", "SQLite", "SqlBackend"]

Rows = Sequence[tuple[Any, ...]]
LOCK_SECONDS = 600  # how long a loader waits for another one's transaction
CHUNK = 5_000  # rows given to a driver at once


class Backend(Protocol):
    """What the store asks of a database."""

    name: str

    def fetch(self, statement: Executable) -> list[Any]:
        """All rows of a query."""

    def execute(self, statement: Executable | str) -> None:
        """Runs a statement."""

    def writing(self) -> Any:
        """A transaction in which this process is the only loader that writes; all of it or nothing."""

    def insert(self, table: Table, rows: Rows) -> None:
        """Adds rows, in bulk, in the order of the table's columns."""

    def insert_missing(self, table: Table, rows: Rows) -> None:
        """Adds the rows whose key is not there yet."""

    def tables(self) -> set[str]:
        """Names of the tables and views."""

    def columns(self, table: str) -> set[str]:
        """Names of the columns of a table."""

    def create(self, tables: Sequence[Table]) -> None:
        """Makes the tables that are not there yet, with indexes and comments."""

    def create_view(self, name: str, query: Select[Any]) -> None:
        """Makes a view, or makes it anew."""

    def analyze(self) -> None:
        """Lets the database count what it holds, so that it plans queries well."""

    def close(self) -> None:
        """Ends the connection."""


class SqlBackend:
    """A database behind SQLAlchemy."""

    name = ""
    conflict = "ON CONFLICT DO NOTHING"
    mark = "?"

    def __init__(self, url: URL, **options: Any) -> None:
        self.engine: Engine = create_engine(url, isolation_level="AUTOCOMMIT", **options)
        self.prepare(self.engine)
        self.connection: Connection = self.engine.connect()

    def prepare(self, engine: Engine) -> None:
        """What a new connection is told first."""

    def fetch(self, statement: Executable) -> list[Any]:
        return list(self.connection.execute(statement).all())

    def execute(self, statement: Executable | str) -> None:
        if isinstance(statement, str):
            self.connection.exec_driver_sql(statement)
        else:
            self.connection.execute(statement)

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.lock()
        try:
            yield
            self.connection.exec_driver_sql("COMMIT")
        except BaseException:
            with suppress(Exception):  # what went wrong first is what is told
                self.connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            self.unlock()

    def lock(self) -> None:
        """Begins a transaction as the only writer."""
        raise NotImplementedError

    def unlock(self) -> None:
        """Lets the next writer in, where the end of the transaction has not done it."""

    def insert(self, table: Table, rows: Rows) -> None:
        self._many(f"INSERT INTO {_target(table)} VALUES ({self._marks(table)})", rows)

    def insert_missing(self, table: Table, rows: Rows) -> None:
        self._many(f"INSERT INTO {_target(table)} VALUES ({self._marks(table)}) {self.conflict}", rows)

    def _marks(self, table: Table) -> str:
        return ", ".join([self.mark] * len(table.columns))

    def _many(self, sql: str, rows: Rows) -> None:
        for start in range(0, len(rows), CHUNK):
            self.connection.exec_driver_sql(sql, list(rows[start : start + CHUNK]))

    def tables(self) -> set[str]:
        found = inspect(self.connection)
        return {*found.get_table_names(), *found.get_view_names()}

    def columns(self, table: str) -> set[str]:
        return {column["name"] for column in inspect(self.connection).get_columns(table)}

    def create(self, tables: Sequence[Table]) -> None:
        tables[0].metadata.create_all(self.connection, tables=list(tables))

    def create_view(self, name: str, query: Select[Any]) -> None:
        words = query.compile(dialect=self.engine.dialect, compile_kwargs={"literal_binds": True})
        self.execute(f"DROP VIEW IF EXISTS {name}")
        self.execute(f"CREATE VIEW {name} AS {words}")

    def analyze(self) -> None:
        """Counts for the planner; SQLite and MySQL keep good enough ones by themselves."""

    def close(self) -> None:
        with suppress(Exception):
            self.connection.close()
        self.engine.dispose()


def _target(table: Table) -> str:
    return f"{table.name} ({', '.join(column.name for column in table.columns)})"


class SQLite(SqlBackend):
    """One file. A writer locks it whole for the time of a transaction."""

    name = "SQLite"

    def prepare(self, engine: Engine) -> None:
        @event.listens_for(engine, "connect")
        def connected(connection: Any, _: Any) -> None:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA busy_timeout = {LOCK_SECONDS * 1000}")
            connection.execute("PRAGMA cache_size = -32000")

    def lock(self) -> None:
        self.connection.exec_driver_sql("BEGIN IMMEDIATE")


class PostgreSQL(SqlBackend):
    """psycopg 3, with COPY for rows. Writers queue at an advisory lock of the database."""

    name = "PostgreSQL"
    mark = "%s"
    LOCK = 0x6177617264  # "award"

    def lock(self) -> None:
        self.connection.exec_driver_sql("BEGIN")
        self.connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({self.LOCK})")

    def insert(self, table: Table, rows: Rows) -> None:
        if not rows:
            return
        driver: Any = self.connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {_target(table)} FROM STDIN") as copy:
            write = copy.write_row
            for row in rows:
                write(row)

    def analyze(self) -> None:
        self.execute("ANALYZE articles, recipients, records, evidence, breakdowns, units, decisions")


class MySQL(SqlBackend):
    """PyMySQL, for MySQL and MariaDB. Writers queue at a named lock."""

    name = "MySQL"
    conflict = ""
    mark = "%s"

    def prepare(self, engine: Engine) -> None:
        @event.listens_for(engine, "connect")
        def connected(connection: Any, _: Any) -> None:
            with connection.cursor() as cursor:
                # A value that does not fit is an error, not cut; the rows of a joined list are not cut either.
                cursor.execute(
                    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', group_concat_max_len = 1048576"
                )

    def lock(self) -> None:
        found = self.connection.exec_driver_sql(f"SELECT GET_LOCK(CONCAT('extractor.', DATABASE()), {LOCK_SECONDS})")
        if found.scalar() != 1:
            raise StoreError(
                f"another load has held the database for {LOCK_SECONDS} seconds; try again when it is done"
            )
        self.connection.exec_driver_sql("START TRANSACTION")

    def unlock(self) -> None:
        with suppress(Exception):
            self.connection.exec_driver_sql("SELECT RELEASE_LOCK(CONCAT('extractor.', DATABASE()))")

    def insert_missing(self, table: Table, rows: Rows) -> None:
        (key,) = table.primary_key.columns
        again = f"ON DUPLICATE KEY UPDATE {key.name} = {table.name}.{key.name}"
        self._many(f"INSERT INTO {_target(table)} VALUES ({self._marks(table)}) {again}", rows)
