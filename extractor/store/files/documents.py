"""JSON Lines of documents, as `extract` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor.store.files.base import FileStore, once, replaced
from extractor.store.flat import taken
from extractor.store.report import Report

__all__ = ["DocumentFile"]


class DocumentFile(FileStore):
    """A file with a document on each line."""

    def load(self, documents: Iterable[Any]) -> Report:
        """Writes documents. Raises OutputError where the file cannot be written."""
        report = Report()
        with replaced(self.path) as partial:
            self._lines(partial, self._documents(documents, report))
        return report

    def write_documents(self, documents: Iterable[Any]) -> None:
        """Writes documents that come from a database."""
        with replaced(self.path) as partial:
            self._lines(partial, documents)

    def _lines(self, path: Path, documents: Iterable[Any]) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            for document in documents:
                stream.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")

    def _documents(self, documents: Iterable[Any], report: Report) -> Iterator[dict[str, Any]]:
        for one in once(taken(documents, report)):
            report.added += len(one.records)
            records = [record for _, _, record in one.records]
            yield {
                "schema_version": one.schema_version, "article": one.article, "records": records, "warnings": one.warnings,
            }  # fmt: skip
