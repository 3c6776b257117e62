"""The figures of an evaluation as data and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.awards.catalogue import catalogue
from extractor.evaluate.differences import Difference
from extractor.evaluate.differences import told as words
from extractor.evaluate.facts import Fact
from extractor.evaluate.result import Article, Evaluation, Figure

__all__ = ["as_data", "as_lines", "groups", "line_of"]

GROUPED = "record"  # the level at which groups are told


def award_kind(_: Article, fact: Fact) -> str | None:
    """The kind of a record's award in the catalogue; of several ids the first that is known."""
    known = catalogue().awards
    return next((known[award].kind for award in sorted(fact.awards) if award in known), None)


GROUPS = {
    "award kind": award_kind,
    "status": lambda _, fact: fact.status,
    "recipient": lambda _, fact: fact.kind if fact.name else f"unnamed {fact.kind}",
    "register": lambda article, _: article.register,
}


def groups(evaluation: Evaluation) -> Iterator[tuple[str, dict[str, Figure]]]:
    """Figures at `record` by award kind, status, recipient and (where the articles tell it) register."""
    for name, key in GROUPS.items():
        figures = evaluation.by(key, GROUPED)
        if name != "register" or set(figures) - {"-"}:
            yield name, figures


def as_data(evaluation: Evaluation) -> dict[str, Any]:
    """All figures, for `--format json`. The levels have the keys that score.py prints."""
    out: dict[str, Any] = {}
    for level, figure in evaluation.figures.items():
        low, high = evaluation.interval(level)
        out[level] = {**_figure(figure), "f1_low": round(low, 4), "f1_high": round(high, 4)}
    out["fields"] = {name: round(right / seen, 4) if seen else None for name, (right, seen) in evaluation.fields.items()}
    out["documents"] = len(evaluation.articles)
    out["groups"] = {name: {key: _figure(one) for key, one in figures.items()} for name, figures in groups(evaluation)}
    return out


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "precision": round(figure.precision, 4), "recall": round(figure.recall, 4), "f1": round(figure.f1, 4),
        "tp": figure.right, "fp": figure.spurious, "fn": figure.missed,
    }  # fmt: skip


def as_lines(evaluation: Evaluation) -> Iterator[str]:
    """The figures for people: levels with intervals, fields, groups."""
    yield f"{len(evaluation.articles)} articles, F1 with the 95 % interval of a bootstrap over articles"
    for level, figure in evaluation.figures.items():
        low, high = evaluation.interval(level)
        yield f"{level:8}{_cells(figure)}   [{low:.3f}, {high:.3f}]"
    _, seen = next(iter(evaluation.fields.values()))
    yield f"\nfields of the {seen} records matched at {GROUPED}"
    yield "  ".join(f"{name} {right / seen:.3f}" for name, (right, _) in evaluation.fields.items()) if seen else "none"
    for name, figures in groups(evaluation):
        yield f"\nby {name}, at {GROUPED}"
        width = max(map(len, figures), default=0)
        for key, figure in figures.items():
            yield f"{key:{width}}  {_cells(figure)}"


def _cells(figure: Figure) -> str:
    counts = f"right {figure.right}, spurious {figure.spurious}, missed {figure.missed}"
    told = _figure(figure)  # rounded in the same two steps as the JSON, so that both show the same digits
    return f"P {told['precision']:.3f}  R {told['recall']:.3f}  F1 {told['f1']:.3f}   {counts}"


def line_of(difference: Difference) -> Iterator[str]:
    """An error: where, what, what was wanted and what came, the sentence."""
    yield f"{difference.what:9} {difference.article} [{difference.place[0]}, {difference.place[1]}]"
    if difference.gold is not None:
        yield f"  wanted  {words(difference.gold)}"
    if difference.found is not None:
        yield f"  found   {words(difference.found)}, by {difference.found.rule}"
    if difference.fields:
        yield "  differs " + "; ".join(f"{name}: {gold!r}, not {found!r}" for name, gold, found in difference.fields)
    yield f"  in      {difference.sentence}"
