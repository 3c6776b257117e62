"""What is known and what is still to do: every address with its state, in one SQLite file that survives kill -9.

    queued ──lease──> leased ──page archived──> done        a page with its capture; queued again when it is due
       ^                 │────────────────────> failed      with the reason; `retry` queues it again
       │                 │────────────────────> skipped     by robots.txt, --since, --only-awards, a limit
       └──kill, Ctrl-C───┘

Everything about a batch of pages (states, new links, captures, how long the WARC files are) is one transaction.
What was leased when a process died is queued again by the next one. Only one process writes.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import StoreError
from extractor.fetch.addresses import host_of, key_of

__all__ = ["DONE", "FAILED", "LEASED", "QUEUED", "SKIPPED", "STATES", "Frontier", "Link", "Page"]

QUEUED, LEASED, DONE, FAILED, SKIPPED = range(5)
STATES = ("queued", "leased", "done", "failed", "skipped")
VERSION = 1
# Articles before further listing pages: what was found is fetched before more is looked for, which --since needs.
PRIORITY = {"seed": 0, "feed": 1, "retry": 2, "article": 3, "sitemap": 4, "listing": 5, "section": 6}

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE hosts (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, pages INTEGER NOT NULL DEFAULT 0,
  robots TEXT, robots_status INTEGER, robots_time REAL, health TEXT NOT NULL DEFAULT '', site TEXT
);
CREATE TABLE urls (
  id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, url TEXT NOT NULL, host INTEGER NOT NULL, kind TEXT NOT NULL,
  state INTEGER NOT NULL, priority INTEGER NOT NULL, due REAL NOT NULL, depth INTEGER NOT NULL, parent INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0, hops INTEGER NOT NULL DEFAULT 0, run INTEGER NOT NULL, born INTEGER NOT NULL, reason TEXT
);
CREATE INDEX queue ON urls (host, priority, id) WHERE state = 0;
CREATE INDEX leases ON urls (id) WHERE state = 1;
CREATE TABLE visits (
  url INTEGER PRIMARY KEY, etag TEXT, modified TEXT, digest TEXT, due REAL, pause REAL, published TEXT, target INTEGER,
  links TEXT, dated INTEGER NOT NULL DEFAULT 0, recent INTEGER NOT NULL DEFAULT 0, capture INTEGER
);
CREATE INDEX visits_due ON visits (due);
CREATE TABLE captures (
  id INTEGER PRIMARY KEY AUTOINCREMENT, url INTEGER NOT NULL, uri TEXT NOT NULL, kind TEXT NOT NULL, time REAL NOT NULL, status INTEGER NOT NULL,
  mime TEXT, digest TEXT, revisit INTEGER NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL
);
CREATE INDEX captures_file ON captures (file, offset);
CREATE TABLE files (name TEXT PRIMARY KEY, length INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
"""


class Link(NamedTuple):
    """An address that was found: what it is taken for, and where it was found."""

    url: str
    kind: str = "article"
    depth: int = 0
    parent: int | None = None
    skip: str | None = None  # known but not to be fetched, and why
    due: float = 0.0
    seed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A leased address."""

    id: int
    url: str
    kind: str
    depth: int
    parent: int | None
    attempts: int
    hops: int
    etag: str | None
    modified: str | None
    digest: str | None
    capture: int | None
    pause: float | None


class Frontier:
    """The frontier of a store. Opening makes the file where there is none; `now` is the clock (tests replace it).

    Raises StoreError where the file is no frontier, of a later version, or cannot be written.
    """

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time, readonly: bool = False) -> None:
        self.path = path
        self.now = now
        self._hosts: dict[str, int] = {}
        with self._told():
            self._db = _connect(path, readonly=readonly)
            if not readonly:
                self._prepare()
            version = self.get("version")
        if version != VERSION:
            raise StoreError(
                f"{path}: made by a version of the store that this program does not know ({version}); update it"
            )
        self.run = int(self.get("run") or 0)  # it grows when a finished crawl is begun anew
        self._hosts = {name: number for number, name in self._db.execute("SELECT id, name FROM hosts")}
        if not readonly:
            self.notes = self._recover()

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            with self.transaction():
                for statement in SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self.set("version", VERSION)
                self.set("run", 0)

    def _recover(self) -> list[str]:
        """Gives back what a dead process had leased, and puts due times right where the clock was set back."""
        notes = []
        with self.transaction():
            last, now = float(self.get("clock") or 0.0), self.now()
            if last - now > 60:
                shift = now - last
                self._db.execute(
                    "UPDATE urls SET due = max(0, due + ?) WHERE state IN (0, 1) AND due > ?", (shift, now)
                )
                self._db.execute("UPDATE visits SET due = max(0, due + ?) WHERE due > ?", (shift, now))
                notes.append(
                    f"the clock is {last - now:.0f} seconds behind the last crawl; waiting times were moved with it"
                )
            self.set("clock", now)
            given = self._db.execute("UPDATE urls SET state = 0 WHERE state = 1").rowcount
            if given:
                notes.append(f"{given} pages were in flight when the last process ended; they are queued again")
        return notes

    # -- transactions ------------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Raises StoreError where the disk is full or the file read-only."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}; {_advice(str(error))}") from None

    def close(self) -> None:
        """Closes the file; what was leased is queued again by whoever opens it next."""
        self._db.close()

    # -- meta --------------------------------------------------------------------------------------------------------

    def get(self, key: str) -> Any:
        """A value of the store's own notes, or None."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set(self, key: str, value: Any) -> None:
        """Notes a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
        if key == "run":
            self.run = int(value)

    # -- adding and leasing --------------------------------------------------------------------------------------------

    def add(self, links: Iterable[Link]) -> int:
        """Queues addresses (in canonical form) that are not known yet; gives how many were new. Inside a transaction."""
        run = self.run
        rows = [
            (
                key_of(link.url), link.url, self.host(host_of(link.url)), link.kind, QUEUED if link.skip is None else SKIPPED,
                PRIORITY["seed" if link.seed else link.kind], link.due, link.depth, link.parent, run, run, link.skip,
            )
            for link in links
        ]  # fmt: skip
        before = self._db.total_changes  # a new host above was a change, too
        self._db.executemany(
            "INSERT OR IGNORE INTO urls (key, url, host, kind, state, priority, due, depth, parent, run, born, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        return self._db.total_changes - before

    def any_of_this_run(self, urls: Iterable[str]) -> bool:
        """Whether one of these addresses was not known before this crawl, whoever found it first."""
        query = "SELECT 1 FROM urls WHERE key = ? AND born = ?"
        return any(self._db.execute(query, (key_of(url), self.run)).fetchone() for url in urls)

    def host(self, name: str) -> int:
        """The number of a host, which is noted when it is new."""
        number = self._hosts.get(name)
        if number is None:
            row = self._db.execute("SELECT id FROM hosts WHERE name = ?", (name,)).fetchone()
            number = row[0] if row else _insert_host(self._db, name)
            self._hosts[name] = number
        return number

    def lease(self, host: str, limit: int) -> list[Page]:
        """Takes up to `limit` pages of a host that are due, all of the first kind in the queue."""
        number = self._hosts.get(host)
        if number is None:
            return []
        rows = self._db.execute(
            "SELECT u.id, u.url, u.kind, u.depth, u.parent, u.attempts, u.hops, v.etag, v.modified, v.digest, v.capture, v.pause, u.priority "
            "FROM urls u LEFT JOIN visits v ON v.url = u.id "
            "WHERE u.host = ? AND u.state = 0 AND u.due <= ? ORDER BY u.priority, u.id LIMIT ?",
            (number, self.now(), limit),
        ).fetchall()
        rows = [row for row in rows if row[12] == rows[0][12]]
        if rows:
            with self.transaction():
                self._db.executemany("UPDATE urls SET state = 1 WHERE id = ?", [(row[0],) for row in rows])
        return [Page(*row[:12]) for row in rows]

    def release(self, ids: Iterable[int]) -> None:
        """Gives leased pages back untouched; inside a transaction."""
        self._db.executemany("UPDATE urls SET state = 0 WHERE id = ? AND state = 1", [(number,) for number in ids])

    def next_due(self, host: str) -> float | None:
        """When the earliest queued page of a host may be asked for, or None where none is queued."""
        row = self._db.execute(
            "SELECT min(due) FROM urls WHERE host = ? AND state = 0", (self._hosts.get(host, -1),)
        ).fetchone()
        return None if row[0] is None else float(row[0])

    def waiting_hosts(self) -> list[str]:
        """The hosts with queued pages."""
        query = "SELECT name FROM hosts h WHERE EXISTS (SELECT 1 FROM urls u WHERE u.host = h.id AND u.state = 0)"
        return [row[0] for row in self._db.execute(query)]

    # -- what became of a page -----------------------------------------------------------------------------------------

    def finish(self, page: int, state: int, *, reason: str | None = None, kind: str | None = None) -> None:
        """A page is done, failed or skipped; inside a transaction."""
        self._db.execute(
            "UPDATE urls SET state = ?, reason = ?, attempts = 0, hops = 0, run = ?, kind = coalesce(?, kind) WHERE id = ?",
            (state, reason, self.run, kind, page),
        )

    def again(self, page: int, *, due: float, reason: str, counts: bool = True) -> None:
        """A page is queued again for later, `counts`: as an attempt that failed. Inside a transaction."""
        self._db.execute(
            "UPDATE urls SET state = 0, due = ?, reason = ?, attempts = attempts + ? WHERE id = ?",
            (due, reason, int(counts), page),
        )

    def moved(self, page: int, url: str) -> None:
        """A page is at another address with the same key (https, the host without "m."): asked for there."""
        self._db.execute(
            "UPDATE urls SET state = 0, url = ?, host = ?, hops = hops + 1 WHERE id = ?",
            (url, self.host(host_of(url)), page),
        )

    def find(self, url: str) -> tuple[int, int, int | None] | None:
        """(id, state, target of its redirect) of an address that is known."""
        row = self._db.execute(
            "SELECT u.id, u.state, v.target FROM urls u LEFT JOIN visits v ON v.url = u.id WHERE u.key = ?",
            (key_of(url),),
        ).fetchone()
        return tuple(row) if row else None

    def target(self, page: int) -> int | None:
        """Where a page redirects to."""
        row = self._db.execute("SELECT target FROM visits WHERE url = ?", (page,)).fetchone()
        return row[0] if row else None

    def visited(self, page: int, **values: Any) -> None:
        """Notes what was learnt of a page (columns of `visits`); inside a transaction."""
        self._db.execute("INSERT OR IGNORE INTO visits (url) VALUES (?)", (page,))
        names = ", ".join(f"{name} = ?" for name in values)
        self._db.execute(f"UPDATE visits SET {names} WHERE url = ?", (*values.values(), page))

    def count_dated(self, listing: int, *, recent: bool) -> None:
        """An article of a listing page has a date; --since needs to know whether all are too old."""
        self._db.execute("INSERT OR IGNORE INTO visits (url) VALUES (?)", (listing,))
        self._db.execute(
            "UPDATE visits SET dated = dated + 1, recent = recent + ? WHERE url = ?", (int(recent), listing)
        )

    def listing_of(self, page: int) -> tuple[str | None, int, int]:
        """(digest of the links, dated articles, recent ones) of a listing page."""
        row = self._db.execute("SELECT links, dated, recent FROM visits WHERE url = ?", (page,)).fetchone()
        return tuple(row) if row else (None, 0, 0)

    def last_run(self, url: str) -> int | None:
        """In which crawl of the store an address was last asked for."""
        row = self._db.execute("SELECT run FROM urls WHERE key = ? AND state > 1", (key_of(url),)).fetchone()
        return row[0] if row else None

    def requeue(self, where: str, values: Sequence[Any] = ()) -> int:
        """Queues finished pages again; `where` is a condition on urls and visits. Inside a transaction."""
        return self._db.execute(
            f"UPDATE urls SET state = 0, due = 0, attempts = 0, hops = 0 WHERE state > 1 AND id IN "
            f"(SELECT u.id FROM urls u LEFT JOIN visits v ON v.url = u.id WHERE {where})",
            values,
        ).rowcount

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of any question to the store (status, export)."""
        with self._told():
            return self._db.execute(sql, values).fetchall()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """As `query`, one row at a time."""
        with self._told():
            yield from self._db.execute(sql, values)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        """A change of a table that the archive or robots.txt owns; inside a transaction."""
        self._db.execute(sql, values)


def _connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    if not readonly:
        return sqlite3.connect(path, isolation_level=None, timeout=30)
    if not path.exists():
        raise StoreError(f"{path.parent}: no crawl is stored there; check the path, or begin one with `extract crawl`")
    db = sqlite3.connect(
        f"file:{path.as_posix()}?mode=ro", uri=True, isolation_level=None, timeout=30, check_same_thread=False
    )
    try:
        db.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError:  # WAL wants to write beside it; on a read-only disk nobody else writes either
        db = sqlite3.connect(
            f"file:{path.as_posix()}?immutable=1", uri=True, isolation_level=None, check_same_thread=False
        )
    return db


def _insert_host(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute("INSERT INTO hosts (name) VALUES (?)", (name,)).lastrowid or 0)


def _advice(words: str) -> str:
    if "full" in words or "disk I/O" in words:
        return "free some space and run the same command again, nothing fetched so far is lost"
    if "readonly" in words or "unable to open" in words:
        return "make the folder writable, or give another --store"
    if "not a database" in words or "malformed" in words:
        return "the file is no store of a crawl, or is damaged; give another --store"
    if "locked" in words:
        return "another process holds it; wait until it is done"
    return "check the file and the disk"
