"""What of the program an output depends on."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from extractor.resources import models_digest
from extractor.scale.work import Settings

__all__ = ["key_of", "program_digest"]

LIBRARIES = ("underthesea", "lxml", "trafilatura", "beautifulsoup4")  # those that can change a document


@cache
def program_digest() -> str:
    """16 hex digits over the program's files and the versions of the libraries that shape its output."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}".encode())
    return digest.hexdigest()[:16]


def key_of(settings: Settings, *more: str) -> str:
    """What a run depends on besides its inputs: program, models, settings."""
    words = " ".join((f"text={settings.with_text:d}", f"whole={settings.whole:d}", *more))
    return f"program={program_digest()} models={models_digest()} {words}"
