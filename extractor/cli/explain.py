"""`extract explain FILE`: why a sentence gave these records, or none."""

from __future__ import annotations

import argparse

from extractor.cli.inputs import expand
from extractor.view.terminal import plain

HELP = (
    "Shows the way of a sentence through the stages: mentions, clauses, frames that were tried and fired, the cue that "
    "decided the status, where inherited fields came from, or why nothing came."
)
EXAMPLES = (
    "extract explain article.txt",
    "extract explain article.txt --sentence 7",
    "extract explain article.txt --at 478",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", metavar="FILE", help="an article, or - for standard input")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--at", type=int, metavar="OFFSET", help="the sentence that holds this offset (as in a record's spans)"
    )
    which.add_argument("--sentence", type=int, metavar="N", help="the N-th sentence of the article")


def run(arguments: argparse.Namespace) -> int:
    from extractor.awards.explain import explain

    for source in expand([arguments.input]):
        for line in explain(source.read(), at=arguments.at, number=arguments.sentence):
            print(plain(line))
    return 0
