"""Finds and loads models/, installed in a wheel or in a checkout. The only code that knows where data lies."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from extractor.errors import ModelError

__all__ = ["load_toml", "model_files", "models_digest", "models_dir"]


@cache
def models_dir() -> Path:
    """The folder of data files: inside the installed package, else beside it in a checkout.

    Raises ModelError where there is none (a broken installation).
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "models", here.parent / "models"):
        if folder.is_dir():
            return folder
    raise ModelError([f"no folder models/ found; reinstall the package @ {here}"])


def model_files(folder: str, pattern: str = "*.toml") -> list[Path]:
    """The files of `models/<folder>` that match `pattern`, sorted by name."""
    return sorted((models_dir() / folder).glob(pattern))


def load_toml(name: str | Path) -> dict[str, Any]:
    """One TOML file of models/, by its path relative to models/. Raises ModelError with file and line."""
    path = models_dir() / name
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError([f"cannot be read ({error.strerror}) @ {path}"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError([f"{error} @ {path}"]) from None


@cache
def models_digest() -> str:
    """16 hex digits over all data files: two runs with equal digests used the same models."""
    digest = hashlib.sha256()
    for path in sorted(models_dir().rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(models_dir()).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
