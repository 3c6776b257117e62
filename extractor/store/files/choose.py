"""Which file a name stands for: by its end, or by the layout that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from extractor.errors import MissingExtraError, StoreError
from extractor.store.files.base import FileStore, Row, RowFile

__all__ = ["ENDINGS", "file_store", "is_file_name"]

# The longest ending that fits counts. What each of them is stands in docs/database.md.
ENDINGS = (
    ".personnel.csv", ".personnel.xlsx", ".quickstatements.csv", ".csv", ".xlsx", ".parquet", ".jsonl", ".ndjson",
    ".jsonld", ".ttl",
)  # fmt: skip


def is_file_name(words: str) -> bool:
    """Whether the words name a file or a folder for Parquet, and no database."""
    return "://" not in words and (words.endswith("/") or words.lower().endswith(ENDINGS) or Path(words).is_dir())


def file_store(words: str) -> FileStore:
    """The store of a file name. Raises MissingExtraError where writing it needs an extra."""
    path = Path(words)
    ending = next((end for end in ENDINGS if words.lower().endswith(end)), None)
    if ending is None or words.endswith("/") or path.is_dir():
        try:
            from extractor.store.files.parquet import ParquetFolder
        except ModuleNotFoundError:
            raise MissingExtraError("writing Parquet", "parquet") from None
        return ParquetFolder(path)
    if ending in (".jsonl", ".ndjson"):
        from extractor.store.files.documents import DocumentFile

        return DocumentFile(path)
    return RowFile(path, _writer(ending))


def _writer(ending: str) -> Callable[[Path, Iterator[Row]], None]:
    from extractor.store.files import excel, linked, personnel, text, wikidata

    if ending == ".parquet":
        try:
            from extractor.store.files.parquet import write_parquet
        except ModuleNotFoundError:
            raise MissingExtraError("writing Parquet", "parquet") from None
        return write_parquet
    writers: dict[str, Callable[[Path, Iterator[Row]], None]] = {
        ".csv": text.write_csv,
        ".xlsx": excel.write_excel,
        ".jsonld": linked.write_jsonld,
        ".ttl": linked.write_turtle,
        ".quickstatements.csv": wikidata.write_quickstatements,
        ".personnel.csv": personnel.write_personnel_csv,
        ".personnel.xlsx": personnel.write_personnel_excel,
    }
    if ending not in writers:
        raise StoreError(f"{ending}: no file that we write; take one of {', '.join(ENDINGS)}")
    return writers[ending]
