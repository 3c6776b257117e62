"""`extract awards [WORDS]`: the catalogue of awards."""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

from extractor.errors import InputError

HELP = "Looks the catalogue of awards up: id, name, kind, level, classes, who confers it, by which law."
EXAMPLES = ("extract awards", "extract awards huân chương lao động", "extract awards bằng khen --format json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="WORDS", help="words of an award's id, name or alias; none for all awards"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(arguments: argparse.Namespace) -> int:
    from extractor.awards.catalogue import catalogue

    # In a locale without UTF-8 Python hands arguments on as bytes in disguise.
    words = os.fsencode(" ".join(arguments.words)).decode("utf-8", "replace")
    found = catalogue().search(words)
    if not found:
        raise InputError(f"no award with the words {words!r}; try fewer words")
    if arguments.format == "json":
        print(json.dumps([_as_json(award) for award in found], ensure_ascii=False, indent=2))
        return 0
    for award in found:
        print(f"{award.id}\n    {award.name}")
        for name, value in _as_json(award).items():
            if name not in {"id", "name"} and value:
                print(f"    {name + ':':14}{', '.join(value) if isinstance(value, list) else value}")
    return 0


def _as_json(award: Any) -> dict[str, Any]:
    return {
        "id": award.id,
        "name": award.name,
        "kind": award.kind,
        "level": award.level,
        "classes": [str(one) for one in award.classes],
        "recipients": list(award.recipients),
        "conferred_by": award.conferred_by,
        "law": award.law,
    }
