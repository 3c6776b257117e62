"""`extract evaluate GOLD PRED`: how good predictions are, by group, and every error."""

from __future__ import annotations

import argparse
import json
import sys
from itertools import islice

from extractor.cli.output import write_whole, writer
from extractor.cli.usage import UsageError
from extractor.view.terminal import plain

HELP = "Scores predicted records against gold ones: figures by level, field and group, with intervals, and the errors."
EXAMPLES = (
    "extract evaluate corpora/office/gold.jsonl pred.jsonl",
    "extract evaluate corpora/office/gold.jsonl pred.jsonl --errors 20 --level strict",
    "extract evaluate corpora/office/gold.jsonl pred.jsonl --html errors.html",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", metavar="GOLD.jsonl", help='gold records, {"id", "records"} a line')
    parser.add_argument(
        "predictions", metavar="PRED.jsonl", help="what `extract batch` wrote, or a second annotator's gold records"
    )
    parser.add_argument(
        "--docs", metavar="DOCS.jsonl", help='the texts, {"id", "text", "register"} a line; a docs.jsonl beside GOLD is found'
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors (-1 for all)")
    parser.add_argument(
        "--level", choices=("detect", "record", "strict"), default="record", help="the level of those errors (default record)"
    )
    parser.add_argument("--fields", action="store_true", help="count wrong fields of matched records among the errors")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how the figures are printed (default text)")
    parser.add_argument("--html", metavar="PAGE.html", help="write the figures and all errors as a page to read")


def run(arguments: argparse.Namespace) -> int:
    if arguments.errors and arguments.format == "json":
        raise UsageError("--errors prints text; with --format json take --html PAGE.html for the errors")
    from extractor.evaluate import differences, evaluate, read_articles
    from extractor.evaluate.page import page
    from extractor.evaluate.report import as_data, as_lines, line_of

    articles, notes = read_articles(arguments.gold, arguments.predictions, arguments.docs)
    evaluation = evaluate(articles)
    if arguments.format == "json":
        print(json.dumps(as_data(evaluation), ensure_ascii=False))
    else:
        for line in as_lines(evaluation):
            print(plain(line))
    if arguments.errors:
        wanted = None if arguments.errors < 0 else arguments.errors
        for difference in islice(differences(evaluation, arguments.level, with_fields=arguments.fields), wanted):
            print()
            for line in line_of(difference):
                print(plain(line))
    if arguments.html:
        with writer(arguments.html) as stream:
            write_whole(stream, page(evaluation, title=f"{arguments.predictions} against {arguments.gold}", notes=tuple(notes)))
    for note in notes:
        print(f"extract: note: {plain(note)}", file=sys.stderr)
    return 0
