"""Loads documents into a database so that it can be done again: unchanged ones are left alone, changed ones replaced.

Documents are taken a batch at a time. Their digests are compared with the database's; the batch's new and changed
articles are written in one transaction, each whole, in which no other loader writes. So a load that is killed has
written whole batches of whole articles, and the next one finds these unchanged and goes on.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from extractor import __version__
from extractor.resources import models_digest
from extractor.store import link_schema as k
from extractor.store import schema as s
from extractor.store.flat import taken
from extractor.store.report import Report
from extractor.store.rows import Prepared, Rows

if TYPE_CHECKING:
    from extractor.store.backend import Backend

__all__ = ["load"]

BATCH_RECORDS = 10_000
BATCH_ARTICLES = 4_000
BATCH_CHARACTERS = 8_000_000  # of articles that come with their text
KEYS = 500  # keys of one look-up
SHARED = (s.awards, s.units, s.decisions)
OWN = (s.articles, s.recipients, s.records, s.evidence, s.breakdowns)
ANALYZE_AFTER = 5_000  # records
MOST_KNOWN = 200_000  # keys of shared rows that are remembered as written


def load(backend: Backend, documents: Iterable[Any]) -> Report:
    """Loads documents; see `Store.load`."""
    report = Report()
    run = _Run(backend)
    known: set[str] = set()
    counted = ANALYZE_AFTER
    for batch in _batches(documents, report):
        run.write(batch, report, known)
        if report.added >= counted:  # a table that has grown tenfold is planned for anew
            backend.analyze()
            counted = 10 * report.added
    run.finish(report)
    return report


def _batches(documents: Iterable[Any], report: Report) -> Iterator[dict[str, Prepared]]:
    """Documents by article, in batches; of two documents of one article the later one counts. Faults go to the report."""
    batch: dict[str, Prepared] = {}
    records = characters = 0
    for one in taken(documents, report):
        batch[one.article_id] = one
        records += len(one.records)
        characters += len(one.article.get("text") or "")
        if records >= BATCH_RECORDS or len(batch) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
            yield batch
            batch, records, characters = {}, 0, 0
    if batch:
        yield batch


class _Run:
    """One load: its row in `runs`, made with its first change, and the writing of batches."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.id = secrets.token_hex(8)
        self.begun = False
        self.started = datetime.now(UTC).isoformat(timespec="seconds")

    def write(self, batch: dict[str, Prepared], report: Report, known: set[str]) -> None:
        """Writes the new and changed documents of a batch in one transaction."""
        there = self._there(batch)  # a look without the lock: most nights nothing is new
        if all(key in there and _same(one, there[key]) for key, one in batch.items()):
            report.unchanged += sum(len(one.records) for one in batch.values())
            return
        with self.backend.writing():
            there = self._there(batch)
            stale = [key for key, one in batch.items() if key in there and not _same(one, there[key])]
            texts = self._texts([key for key in stale if batch[key].text_digest is None])
            before = self._records(stale)
            self._begin()
            self._delete(stale)
            rows = Rows()
            counts = Report()
            for key, one in batch.items():
                if key not in there:
                    counts.added += len(one.records)
                elif key in before:
                    _compare(before[key], one, counts)
                else:
                    counts.unchanged += len(one.records)
                    continue
                rows.add(one, self.id)
                if key in texts:
                    rows.articles[-1] = _with_text(rows.articles[-1], *texts[key])
            written = self._insert(rows, known)
            self._count(counts)
        self.begun = True
        known |= written
        if len(known) > MOST_KNOWN:
            known.clear()
        for name in ("added", "changed", "unchanged", "removed"):
            setattr(report, name, getattr(report, name) + getattr(counts, name))

    def _there(self, batch: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        a = s.articles.c
        rows = self._by_article(select(a.article_id, a.digest, a.text_digest), a.article_id, batch)
        return {row[0]: (row[1], row[2]) for row in rows}

    def _records(self, keys: list[str]) -> dict[str, dict[str, str]]:
        """The digests of the records of articles that are to be replaced."""
        r = s.records.c
        found: dict[str, dict[str, str]] = {key: {} for key in keys}
        for key, record_id, digest in self._by_article(select(r.article_id, r.record_id, r.digest), r.article_id, keys):
            found[key][record_id] = digest
        return found

    def _texts(self, keys: list[str]) -> dict[str, tuple[str, str]]:
        """Texts that are kept: a document without its text takes none away."""
        a = s.articles.c
        rows = self._by_article(select(a.article_id, a.text, a.text_digest), a.article_id, keys)
        return {row[0]: (row[1], row[2]) for row in rows if row[1] is not None}

    def _by_article(self, query: Any, column: Any, keys: Iterable[str]) -> Iterator[Any]:
        wanted = list(keys)
        for start in range(0, len(wanted), KEYS):
            yield from self.backend.fetch(query.where(column.in_(wanted[start : start + KEYS])))

    def _begin(self) -> None:
        if not self.begun:
            values = {
                "run_id": self.id, "started": self.started, "finished": None, "program": __version__,
                "models_digest": models_digest(), "added": 0, "changed": 0, "unchanged": 0, "removed": 0,
            }  # fmt: skip
            self.backend.execute(insert(s.runs).values(**values))

    def _delete(self, keys: list[str]) -> None:
        """Takes articles out with all that belongs to them, and what was linked to it; reviews stay."""
        for start in range(0, len(keys), KEYS):
            for table in (k.person_links, k.event_links, *reversed(OWN)):
                self.backend.execute(delete(table).where(table.c.article_id.in_(keys[start : start + KEYS])))

    def _insert(self, rows: Rows, known: set[str]) -> set[str]:
        """Writes rows, shared ones only where they are missing; gives the keys of shared rows that are there now."""
        written: set[str] = set()
        for table in SHARED:
            new = {f"{table.name}.{key}": row for key, row in getattr(rows, table.name).items()}
            self.backend.insert_missing(table, [row for key, row in new.items() if key not in known])
            written.update(new)
        for table in OWN:
            self.backend.insert(table, getattr(rows, table.name))
        return written

    def _count(self, counts: Report) -> None:
        r = s.runs.c
        changes = {name: r[name] + getattr(counts, name) for name in ("added", "changed", "unchanged", "removed")}
        self.backend.execute(update(s.runs).where(r.run_id == self.id).values(changes))

    def finish(self, report: Report) -> None:
        """Writes when the run ended, if it has written anything."""
        if self.begun:
            values = {"finished": datetime.now(UTC).isoformat(timespec="seconds"), "unchanged": report.unchanged}
            self.backend.execute(update(s.runs).where(s.runs.c.run_id == self.id).values(values))


def _same(one: Prepared, there: tuple[str, str | None]) -> bool:
    return one.digest == there[0] and one.text_digest in (None, there[1])


def _with_text(row: tuple[Any, ...], text: str, digest: str) -> tuple[Any, ...]:
    names = [column.name for column in s.articles.columns]
    values = dict(zip(names, row, strict=True)) | {"text": text, "text_digest": digest}
    return tuple(values.values())


def _compare(before: dict[str, str], one: Prepared, counts: Report) -> None:
    """Counts what became of the records of a changed article."""
    now = {record_id: digest for record_id, digest, _ in one.records}
    counts.added += sum(key not in before for key in now)
    counts.removed += sum(key not in now for key in before)
    counts.changed += sum(key in before and before[key] != digest for key, digest in now.items())
    counts.unchanged += sum(before.get(key) == digest for key, digest in now.items())
