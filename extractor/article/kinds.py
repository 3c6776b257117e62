"""What kind of file bytes are: told by their content, since names lie."""

from __future__ import annotations

import codecs
import re
from typing import Literal

__all__ = ["HEAD", "Kind", "kind_of"]

Kind = Literal["text", "html", "pdf", "docx", "doc", "zip", "rtf", "warc", "gzip", "image", "mhtml"]

HEAD = 8192  # bytes that are looked at
# An element that only a page begins with, after white space, comments and declarations.
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>|<!--.{0,4000}?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|title|script|link|frameset)\b",
    re.IGNORECASE | re.DOTALL,
)
TAGS = re.compile(
    r"</?(?:p|div|span|h[1-6]|table|tr|td|ul|ol|li|br|a|img|article|section|strong|em|figure|font|center|title|script)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
FEW_TAGS = 4  # a text may hold a stray "<br>"; so many elements near its beginning make it a page
MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0", "doc"),
    (b"{\\rtf", "rtf"),
    (b"WARC/", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)


def kind_of(head: bytes) -> Kind:
    """The kind of a file by its first bytes (`HEAD` of them are enough).

    >>> kind_of(b"  <!DOCTYPE html><html>"), kind_of("Tin khen thưởng".encode()), kind_of(b"%PDF-1.7")
    ('html', 'text', 'pdf')
    """
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:  # readers allow rubbish before it
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in head or b"[Content_Types].xml" in head[:200] else "zip"
    words = _text(head[:HEAD])
    if re.match(r"(?:From|MIME-Version|Snapshot-Content-Location):", words) and "multipart/related" in words[:3000]:
        return "mhtml"
    if PAGE.match(words) or len(TAGS.findall(words)) >= FEW_TAGS:
        return "html"
    return "text"


def _text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
