"""`extract crawl … --to DEST`: the records of the pages go into a database while the crawl goes on.

A thread of its own reads what the crawl has archived, so that no host waits for it. Which pages are loaded is noted
after they are; a page that is loaded twice changes nothing, since an article replaces its former records.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.cli.databases import open_store
from extractor.cli.usage import UsageError
from extractor.errors import ExtractorError, ModelError

__all__ = ["Recorder"]

BATCH = 50  # articles in one load
EVERY = 1.0  # seconds between two looks into the archive
FILES = (".jsonl", ".ndjson", ".json", ".csv")


class Recorder:
    """Loads the records of a store's articles into the destination of `--to`; a context manager.

    Raises StoreError at once where the destination cannot be opened; what goes wrong later is raised by `finish`.
    """

    def __init__(self, store: Path, arguments: argparse.Namespace, say: Callable[[str], None]) -> None:
        if arguments.to.lower().endswith(FILES):
            raise UsageError(
                f"{arguments.to}: a crawl's records go into a database (awards.sqlite, postgresql://…); for files run "
                f"`extract batch {store} --to {arguments.to}` afterwards"
            )
        self._store = store
        self._say = say
        self._arguments = arguments
        self._notes = store / "recorded.json"
        self._key = _key(arguments.to)
        if "://" not in arguments.to and not Path(arguments.to).exists():
            self._note(0)  # a new file: all that is archived goes into it
        self._ended = threading.Event()
        self._failure: BaseException | None = None
        self.articles = self.records = self.unread = 0
        open_store(arguments.to, arguments).close()
        self._thread = threading.Thread(target=self._work, name="records", daemon=True)

    def start(self) -> None:
        """Begins to load."""
        self._thread.start()

    def finish(self) -> None:
        """Loads what is left, and raises what went wrong."""
        self._ended.set()
        while self._thread.is_alive():  # a join that Ctrl-C can end
            self._thread.join(0.2)
        if self._failure is not None:
            raise self._failure

    def _work(self) -> None:
        try:
            with open_store(self._arguments.to, self._arguments) as destination:
                while True:
                    last = self._ended.is_set()
                    while self._load(destination):
                        pass
                    if last:
                        return
                    self._ended.wait(EVERY)
        except BaseException as error:
            self._failure = error
            self._say(f"no more records are loaded: {error}; the crawl goes on, and the next one loads what is missing")

    def _load(self, destination: Any) -> bool:
        """Loads a batch of articles; False where there is none left."""
        from extractor.fetch.archive import numbered_pages

        if not (self._store / "frontier.sqlite").exists():
            return False
        batch = list(islice(numbered_pages(self._store, after=self._loaded()), BATCH))
        if not batch:
            return False
        destination.load(self._documents(batch))
        self._note(batch[-1][0])
        return True

    def _documents(self, batch: list[Any]) -> Iterator[dict[str, Any]]:
        from extractor.pipeline import load
        from extractor.scale.inputs import Input, extracted

        pipeline = load()
        for _, page in batch:
            document = extracted(pipeline, Input(page.url, page.url, html=page.body, url=page.url))
            if isinstance(document, ModelError):
                raise document
            if isinstance(document, ExtractorError):  # a page without text: it stays in the archive
                self.unread += 1
                continue
            self.articles += 1
            self.records += len(document.records)
            yield {"id": page.url, **document.to_json()}

    def _loaded(self) -> int:
        return int(self._read_notes().get(self._key, 0))

    def _note(self, number: int) -> None:
        partial = self._notes.with_suffix(".partial")
        partial.write_text(json.dumps({**self._read_notes(), self._key: number}), "utf-8")
        partial.replace(self._notes)

    def _read_notes(self) -> dict[str, Any]:
        try:
            notes = json.loads(self._notes.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return notes if isinstance(notes, dict) else {}


def _key(destination: str) -> str:
    """A name for a destination that holds no password."""
    place = destination if "://" in destination else str(Path(destination).resolve())
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
