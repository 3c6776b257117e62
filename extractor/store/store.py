"""`Store`: a database of records that is opened, checked to be ours and of our version, loaded and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from extractor import __version__
from extractor.errors import MissingExtraError, StoreError
from extractor.resources import models_digest
from extractor.store import link_report
from extractor.store import schema as s
from extractor.store.checks import faults, statistics
from extractor.store.documents import PAGE, documents
from extractor.store.flat import COLUMNS, flat_table
from extractor.store.loader import load
from extractor.store.migrations import upgrade
from extractor.store.problems import told
from extractor.store.query import Question, answers
from extractor.store.report import Report
from extractor.store.values import folded
from extractor.store.views import VIEWS

if TYPE_CHECKING:
    from extractor.store.backend import Backend
    from extractor.store.links import Linked

__all__ = ["Store"]


class Store:
    """A database of records. Made by `extractor.store.open`; close it, or use it in a `with`."""

    def __init__(self, backend: Backend, shown: str) -> None:
        self.backend = backend
        self.shown = shown

    def load(self, documents: Iterable[Any]) -> Report:
        """Loads documents (what `extract` prints, as dicts) and tells how many records that changed.

        Each article is written whole or not at all; one that is as it was is left alone; one that has changed replaces
        its former records. What people wrote into `reviews` stays. Documents that are none, and those with an "error",
        are counted as failed. Raises StoreError where the database refuses.
        """
        with told(self.shown):
            self.prepare()
            return load(self.backend, documents)

    def documents(self) -> Iterator[dict[str, Any]]:
        """All documents, by id, as they were loaded."""
        with told(self.shown):
            self.check_version()
            yield from documents(self.backend)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of `award_list`, by article; see docs/database.md for the columns."""
        with told(self.shown):
            self.check_version()
            last = ""
            while True:
                query = select(s.articles.c.article_id).where(s.articles.c.article_id > last)
                page = self.backend.fetch(query.order_by(s.articles.c.article_id).limit(PAGE))
                if not page:
                    return
                last = page[-1][0]
                wanted = flat_table.c.article_id.in_([row[0] for row in page])
                order = (flat_table.c.article_id, flat_table.c.position)
                for row in self.backend.fetch(select(flat_table).where(wanted).order_by(*order)):
                    yield dict(zip(COLUMNS, row, strict=True))

    def link(self) -> Linked:
        """Finds out who is who, and writes it down in the place of what was found before; see docs/database.md.

        Raises MissingExtraError where rapidfuzz is not installed.
        """
        try:
            from extractor.store.links import link
        except ModuleNotFoundError:
            raise MissingExtraError("linking", "link") from None
        with told(self.shown):
            self.check_version()
            return link(self.backend)

    def why(self, name: str) -> Iterator[str]:
        """How the units and persons of a name are written, and why these are one, in lines."""
        with told(self.shown):
            self.check_version()
            yield from link_report.why(self.backend, name)

    def conflicts(self) -> Iterator[str]:
        """Where articles contradict each other on one conferral, in lines."""
        with told(self.shown):
            self.check_version()
            yield from link_report.conflicts(self.backend)

    def answers(self, question: Question) -> Iterator[dict[str, Any]]:
        """The rows of `award_list` that answer a question."""
        with told(self.shown):
            self.check_version()
            yield from answers(self, question)

    def statistics(self) -> dict[str, Any]:
        """How much there is."""
        with told(self.shown):
            self.check_version()
            return statistics(self)

    def faults(self) -> Iterator[str]:
        """What is not as a load leaves it, each in a sentence."""
        with told(self.shown):
            yield from faults(self)

    def version(self) -> int | None:
        """The version of the tables; None in a database without any. Raises StoreError where they are not ours."""
        there = self.backend.tables()
        if s.stamp.name in there and {"version", "program"} <= self.backend.columns(s.stamp.name):
            rows = self.backend.fetch(select(s.stamp.c.version))
            return int(rows[0][0]) if rows else None
        ours = sorted(({*s.metadata.tables} | {*VIEWS}) & there)
        if ours:
            raise StoreError(
                f"{self.shown}: holds a table {ours[0]} that is not of this program; give the records a database of their own"
            )
        return None

    def check_version(self) -> None:
        """Raises StoreError where there are no tables, or where they are older or newer than this program."""
        version = self.version()
        if not version:
            raise StoreError(
                f"{self.shown}: holds no records yet; load some, or make the tables: extract db init {self.shown}"
            )
        self._compare(version)

    def prepare(self) -> None:
        """Makes the tables where there are none, and renews the catalogue of awards where models/ has changed."""
        version = self.version()
        if not version:
            with self.backend.writing():
                if not self.version():  # another loader may have made them while we waited
                    self._create()
            version = self.version() or 0
        self._compare(version)
        self._renew_awards()

    def _create(self) -> None:
        """Makes tables and views. Their version is 0 until all are there: MySQL keeps half of what is stopped."""
        self.backend.create([s.stamp])
        if not self.backend.fetch(select(s.stamp.c.version)):
            self.backend.execute(insert(s.stamp).values(version=0, program=__version__, models_digest=None))
        self.backend.create([*s.metadata.sorted_tables])
        for name, query in VIEWS.items():
            self.backend.create_view(name, query())
        self.backend.execute(update(s.stamp).values(version=s.VERSION))

    def init(self) -> None:
        """Makes the tables, or finds them as they should be. Raises StoreError where they are not ours or not today's."""
        with told(self.shown):
            self.prepare()

    def upgrade(self) -> int:
        """Brings the tables to today's version, and gives the one they had. Raises StoreError where they are newer."""
        with told(self.shown):
            version = self.version()
            if not version or version >= s.VERSION:
                self.prepare()
                return version or s.VERSION
            upgrade(self.backend, version)
            self._renew_awards()
            return version

    def _compare(self, version: int) -> None:
        if version > s.VERSION:
            raise StoreError(
                f"{self.shown}: its tables are of version {version}, and this program knows up to {s.VERSION}; "
                "use the newer program that made them"
            )
        if version < s.VERSION:
            raise StoreError(
                f"{self.shown}: its tables are of version {version}, and this program needs {s.VERSION}; "
                f"make a copy and run: extract db upgrade {self.shown}"
            )

    def _renew_awards(self) -> None:
        """Writes the catalogue of models/awards into the table `awards`, once for each state of models/."""
        digest = models_digest()
        if self.backend.fetch(select(s.stamp.c.models_digest)) == [(digest,)]:
            return
        rows = _catalogue_rows()
        with self.backend.writing():
            self.backend.insert_missing(s.awards, rows)
            names = [column.name for column in s.awards.columns]
            for row in rows:
                values = dict(zip(names, row, strict=True))
                self.backend.execute(update(s.awards).where(s.awards.c.award_id == row[0]).values(values))
            self.backend.execute(update(s.stamp).values(models_digest=digest, program=__version__))

    def close(self) -> None:
        """Ends the connection."""
        self.backend.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _catalogue_rows() -> list[tuple[Any, ...]]:
    from extractor.awards.catalogue import catalogue

    return [
        (
            award.id, award.name, folded(award.name), award.kind, award.level, award.parent, award.conferred_by,
            award.law, award.valid_from, award.valid_to,
        )
        for award in catalogue().awards.values()
    ]  # fmt: skip
