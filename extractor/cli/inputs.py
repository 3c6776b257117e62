"""What stands behind the INPUT arguments of `extract`: files, folders, standard input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.errors import UnsupportedInputError
from extractor.scale.inputs import Input, extracted, wrong
from extractor.scale.parts import JSONL_SUFFIXES, WARC_SUFFIXES
from extractor.scale.plan import inputs_of, plan

__all__ = ["Input", "expand", "extracted", "is_many"]


def is_many(names: Sequence[str]) -> bool:
    """Whether the inputs stand for more than one article, whatever is in them."""
    crawl = names[0].lower().removesuffix(".gz").endswith(WARC_SUFFIXES)
    return len(names) != 1 or crawl or (names[0] != "-" and Path(names[0]).is_dir())


def expand(names: Sequence[str], *, jsonl: bool = False, output: str | None = None) -> Iterator[Input]:
    """The inputs that the arguments stand for, in a stable order; see scale/plan.py.

    Without `jsonl` a file of JSON Lines is an error where it is named, and is left alone in a folder.
    """
    for name in names:
        if not jsonl and name.lower().endswith(JSONL_SUFFIXES) and Path(name).is_file():
            yield wrong(name, UnsupportedInputError(f"{name}: JSON Lines; use: extract batch {name} --to OUT.jsonl"))
            continue
        for chunk in plan([name], output=output, lines=jsonl):
            yield from inputs_of(chunk)
