"""The figures and all errors as one HTML page that needs nothing else: no script, no network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from extractor.evaluate.differences import Difference, differences, told
from extractor.evaluate.facts import Place
from extractor.evaluate.report import groups
from extractor.evaluate.result import Article, Evaluation, Figure

__all__ = ["page"]

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #222; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; } th, td { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; } tr + tr { border-top: 1px solid #ddd; }
details { border-top: 1px solid #ddd; padding: .4rem 0; } summary { cursor: pointer; }
.error { border-left: 4px solid #b45309; margin: 1rem 0; padding: .1rem 0 .1rem .8rem; }
.missed { border-color: #b91c1c; } .spurious { border-color: #6d28d9; } .field { border-color: #64748b; }
.what { font-weight: 600; } .text { white-space: pre-wrap; background: #f8f8f8; padding: .6rem; }
mark { background: #fde68a; } .small { color: #555; font-size: .9rem; }
"""


def page(evaluation: Evaluation, *, title: str = "Evaluation", notes: tuple[str, ...] = ()) -> str:
    """The page: figures, figures by group, then each article with errors, its errors and its text."""
    return "\n".join([
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{escape(title)}</title>',
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>\n<body>',
        f"<h1>{escape(title)}</h1>",
        *(f"<p class=small>{escape(note)}</p>" for note in notes),
        *_figures(evaluation),
        *_articles(evaluation),
        "</body>\n</html>\n",
    ])  # fmt: skip


def _figures(evaluation: Evaluation) -> Iterator[str]:
    yield f"<h2>{len(evaluation.articles)} articles</h2>"
    rows = []
    for level, figure in evaluation.figures.items():
        low, high = evaluation.interval(level)
        rows.append((level, figure, f"{low:.3f} to {high:.3f}"))
    yield _table("level", rows, "95 % interval of F1")
    fields = "".join(
        f"<tr><td>{name}<td class=n>{right / seen:.3f}<td class=n>{seen - right}</tr>"
        for name, (right, seen) in evaluation.fields.items()
        if seen
    )
    yield f"<table><tr><th>field of matched records<th class=n>right<th class=n>errors</tr>{fields}</table>"
    for name, figures in groups(evaluation):
        yield _table(name, [(key, figure, "") for key, figure in figures.items()], "")


def _table(name: str, rows: list[tuple[str, Figure, str]], last: str) -> str:
    head = "".join(f"<th class=n>{cell}" for cell in ("precision", "recall", "F1", "right", "spurious", "missed", last))
    lines = (
        f"<tr><td>{escape(key)}<td class=n>{one.precision:.3f}<td class=n>{one.recall:.3f}<td class=n>{one.f1:.3f}"
        f"<td class=n>{one.right}<td class=n>{one.spurious}<td class=n>{one.missed}<td class=n>{extra}</tr>"
        for key, one, extra in rows
    )
    return f"<table><tr><th>{escape(name)}{head}</tr>{''.join(lines)}</table>"


def _articles(evaluation: Evaluation) -> Iterator[str]:
    texts = {article.id: article for article in evaluation.articles}
    errors = [list(told) for _, told in groupby(differences(evaluation, with_fields=True), key=lambda one: one.article)]
    yield f"<h2>Errors at record, and wrong fields of matched records: {len(errors)} articles</h2>"
    for one in errors:
        article = texts[one[0].article]
        counts = ", ".join(f"{sum(e.what == what for e in one)} {what}" for what in dict.fromkeys(e.what for e in one))
        yield f"<details><summary><b>{escape(article.id)}</b> {escape(counts)}</summary>"
        yield from (_error(error) for error in one)
        yield f"<details><summary class=small>the article</summary><div class=text>{_marked(article, one)}</div></details></details>"


def _error(error: Difference) -> str:
    parts = [f'<div class="error {error.what}"><span class=what>{error.what}</span> <q>{escape(error.sentence)}</q>']
    if error.gold is not None:
        parts.append(f"<br>wanted <code>{escape(told(error.gold))}</code>")
    if error.found is not None:
        parts.append(f"<br>found <code>{escape(told(error.found))}</code> by {escape(str(error.found.rule))}")
    if error.fields:
        cells = "".join(
            f"<tr><td>{name}<td>{escape(str(gold))}<td>{escape(str(found))}</tr>" for name, gold, found in error.fields
        )
        parts.append(f"<table><tr><th>differs<th>wanted<th>found</tr>{cells}</table>")
    return "".join(parts) + "</div>"


def _marked(article: Article, errors: list[Difference]) -> str:
    """The article's text with the awards of its errors marked."""
    out, at = [], 0
    for start, end in _apart(error.place for error in errors):
        out += [escape(article.text[at:start]), "<mark>", escape(article.text[start:end]), "</mark>"]
        at = end
    return "".join([*out, escape(article.text[at:])])


def _apart(places: Iterator[Place]) -> Iterator[Place]:
    """Places in text order, those that overlap an earlier one left out."""
    last = 0
    for start, end in sorted(set(places)):
        if start >= last and end > start:
            yield start, end
            last = end
