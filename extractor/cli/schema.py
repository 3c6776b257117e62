"""`extract schema`: the JSON Schema of the output."""

from __future__ import annotations

import argparse
import json

HELP = "Prints the JSON Schema (2020-12) that every printed document fulfils."
EXAMPLES = ("extract schema",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes none."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    from extractor.schema import document_schema

    print(json.dumps(document_schema(), ensure_ascii=False, indent=2))
    return 0
