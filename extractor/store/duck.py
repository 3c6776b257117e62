"""DuckDB through its own driver. It has one writing process at a time: a second one waits until the first has closed.

Statements are written with SQLAlchemy in PostgreSQL's dialect, which DuckDB speaks. Rows go in through Arrow. The tables
have no foreign keys here: DuckDB refuses to replace a row in the transaction that deletes it where one points to it
(its documented limitation), and a changed article is replaced in one transaction. `extract db check` looks instead.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import duckdb
import pyarrow
from sqlalchemy import Executable, ForeignKeyConstraint, Select, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable, SetColumnComment, SetTableComment

__all__ = ["DuckDB"]

DIALECT = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
WAIT_SECONDS = 600  # for another process that holds the file
LOOK_SECONDS = 0.05
TYPES = {
    "INTEGER": pyarrow.int32(), "SMALLINT": pyarrow.int16(), "BOOLEAN": pyarrow.bool_(), "DOUBLE": pyarrow.float64(),
}  # fmt: skip


class DuckDB:
    """A DuckDB file."""

    name = "DuckDB"

    def __init__(self, path: str, *, read_only: bool = False) -> None:
        self.connection = _connected(path, read_only=read_only)

    def fetch(self, statement: Executable) -> list[Any]:
        words, values = _compiled(statement)
        return self.connection.execute(words, values).fetchall()

    def execute(self, statement: Executable | str) -> None:
        if isinstance(statement, str):
            self.connection.execute(statement)
        else:
            self.connection.execute(*_compiled(statement))

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.connection.execute("BEGIN")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            with suppress(Exception):
                self.connection.execute("ROLLBACK")
            raise

    def insert(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        self._insert(table, rows, "")

    def insert_missing(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        self._insert(table, rows, "ON CONFLICT DO NOTHING")

    def _insert(self, table: Table, rows: Sequence[tuple[Any, ...]], conflict: str) -> None:
        if not rows:
            return
        names = [column.name for column in table.columns]
        kinds = [TYPES.get(str(column.type), pyarrow.string()) for column in table.columns]
        columns = [pyarrow.array(values, kind) for values, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
        self.connection.register("new_rows", pyarrow.table(columns, names))
        try:
            self.connection.execute(f"INSERT INTO {table.name} ({', '.join(names)}) SELECT * FROM new_rows {conflict}")
        finally:
            with suppress(duckdb.Error):  # what went wrong first is what is told
                self.connection.unregister("new_rows")

    def tables(self) -> set[str]:
        return {
            row[0] for row in self.connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
        }

    def columns(self, table: str) -> set[str]:
        words = "SELECT column_name FROM information_schema.columns WHERE table_name = $1"
        return {row[0] for row in self.connection.execute(words, [table]).fetchall()}

    def create(self, tables: Sequence[Table]) -> None:
        there = self.tables()
        for table in tables:
            if table.name in there:
                continue
            self.execute(str(CreateTable(table, include_foreign_key_constraints=_none()).compile(dialect=DIALECT)))
            self.execute(str(SetTableComment(table).compile(dialect=DIALECT)))
            for column in table.columns:
                self.execute(str(SetColumnComment(column).compile(dialect=DIALECT)))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                self.execute(str(CreateIndex(index).compile(dialect=DIALECT)))

    def create_view(self, name: str, query: Select[Any]) -> None:
        words = query.compile(dialect=DIALECT, compile_kwargs={"literal_binds": True})
        self.execute(f"CREATE OR REPLACE VIEW {name} AS {words}")

    def analyze(self) -> None:
        """DuckDB keeps its counts by itself."""

    def close(self) -> None:
        self.connection.close()


def _none() -> list[ForeignKeyConstraint]:
    return []


def _compiled(statement: Executable) -> tuple[str, list[Any]]:
    """A statement in DuckDB's words with its values in order."""
    compiled: Any = statement.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
    values = compiled.construct_params()
    return str(compiled), [values[name] for name in compiled.positiontup or ()]


def _connected(path: str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection, as soon as no other process holds the file."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            return duckdb.connect(path, read_only=read_only)
        except duckdb.IOException as error:
            if "lock" not in str(error) or time.monotonic() > end:
                raise
        time.sleep(LOOK_SECONDS)
