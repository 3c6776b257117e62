"""`read`: the article of whatever a user gives, its kind told by its content."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from itertools import islice
from pathlib import Path

from extractor.article.kinds import HEAD, Kind, kind_of
from extractor.errors import EmptyInputError, ExtractorError, InputError, UnsupportedInputError
from extractor.records import Article

__all__ = ["read"]

LARGEST = 200_000_000  # bytes of a file that is read whole
REFUSED: dict[Kind, str] = {
    "doc": "an old Word or Excel document (.doc); open it and save it as .docx",
    "rtf": "an RTF document; open it and save it as .docx",
    "zip": "a ZIP archive, not text; unpack it and give what is in it",
    "gzip": "a gzip file that holds no WARC; unpack it first",
    "image": "an image; there is no text in it, run a text recognition (OCR) over it first",
    "mhtml": "a page saved as MHTML; save it as “Webpage, HTML only”",
}


def read(source: str | bytes | os.PathLike[str], *, url: str | None = None, source_name: str | None = None) -> Article:
    """The article of a file (a path), of bytes, or of a text or page (a str).

    The kind is told by the content: plain text, HTML, PDF, DOCX, or a WARC that holds one page (for more see
    `read_warc`). Raises InputError and its kinds; MissingExtraError where an optional package is needed.
    """
    if isinstance(source, os.PathLike):
        source_name = source_name or os.fspath(source)
        source = _bytes(Path(source), source_name)
    kind = kind_of(source[:HEAD].encode("utf-8", "replace") if isinstance(source, str) else source[:HEAD])
    if isinstance(source, str):
        kind = kind if kind == "html" else "text"
    if kind in REFUSED and not (kind == "gzip" and _is_warc(source)):
        raise UnsupportedInputError(f"{source_name or 'the input'} is {REFUSED[kind]}")
    return _read(source, "warc" if kind == "gzip" else kind, url, source_name)


def _read(source: str | bytes, kind: Kind, url: str | None, source_name: str | None) -> Article:
    if kind == "html":
        from extractor.article.html import read_html

        return read_html(source, url, source_name=source_name)
    if isinstance(source, bytes) and kind in {"pdf", "docx", "warc"}:
        return _read_document(source, kind, url, source_name)
    from extractor.article.text import read_text

    return read_text(source, source_name=source_name, url=url)


def _read_document(source: bytes, kind: Kind, url: str | None, source_name: str | None) -> Article:
    if kind == "pdf":
        from extractor.article.pdf import read_pdf

        return read_pdf(source, url=url, source_name=source_name)
    if kind == "docx":
        from extractor.article.docx import read_docx

        return read_docx(source, url=url, source_name=source_name)
    from extractor.article.warc import read_warc

    pages = list(islice(read_warc(io.BytesIO(source)), 2))
    if len(pages) > 1:
        name = source_name or "the WARC"
        raise UnsupportedInputError(f"{name} holds many pages; use: extract batch {name} --to OUT.jsonl")
    if not pages:
        raise EmptyInputError(f"{source_name or 'the WARC'} holds no page; give a WARC with answers of type text/html")
    if isinstance(pages[0], ExtractorError):
        raise pages[0]
    return replace(pages[0], source=source_name)


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(
                f"{name} has {size / 1e6:.0f} MB; at most {LARGEST // 1_000_000} MB are read as one article"
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{name}: {error.strerror}; check the path and its permissions") from None


def _is_warc(source: str | bytes) -> bool:
    """Whether a gzip file begins with a WARC record."""
    import zlib

    if isinstance(source, str):
        return False
    try:
        return zlib.decompressobj(31).decompress(source[:65536], 64).startswith(b"WARC/")
    except zlib.error:
        return False
