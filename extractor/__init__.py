"""Award records (thi đua, khen thưởng) from Vietnamese news.

>>> import extractor
>>> document = extractor.extract("Chị Hà Thu Cúc được công nhận Chiến sĩ thi đua cơ sở năm 2022.")
>>> document.records[0].recipient.name
'Hà Thu Cúc'

What is heavy (the language models) is imported when it is first used, not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor import sites, store
    from extractor.article.docx import read_docx
    from extractor.article.files import read
    from extractor.article.html import read_html
    from extractor.article.pdf import read_pdf
    from extractor.article.text import read_text
    from extractor.article.warc import read_warc
    from extractor.errors import ExtractorError
    from extractor.pipeline import Pipeline, extract, load
    from extractor.records import Article, AwardRecord, Document

__all__ = [
    "Article",
    "AwardRecord",
    "Document",
    "ExtractorError",
    "Pipeline",
    "__version__",
    "extract",
    "load",
    "read",
    "read_docx",
    "read_html",
    "read_pdf",
    "read_text",
    "read_warc",
    "sites",
    "store",
]

__version__ = "0.1.0"

_HOMES = {
    "Article": "extractor.records",
    "AwardRecord": "extractor.records",
    "Document": "extractor.records",
    "ExtractorError": "extractor.errors",
    "Pipeline": "extractor.pipeline",
    "extract": "extractor.pipeline",
    "load": "extractor.pipeline",
    "read": "extractor.article.files",
    "read_docx": "extractor.article.docx",
    "read_html": "extractor.article.html",
    "read_pdf": "extractor.article.pdf",
    "read_text": "extractor.article.text",
    "read_warc": "extractor.article.warc",
    "sites": "",
    "store": "",  # a module itself
}


def __getattr__(name: str) -> Any:
    """Imports a public name from its module when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if not _HOMES[name]:
        return import_module(f"{__name__}.{name}")
    return getattr(import_module(_HOMES[name]), name)
