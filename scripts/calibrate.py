"""Measures how far confidence can be trusted, and renews its weights (models/rules/confidence.toml).

    python scripts/calibrate.py            cross-validated figures of weights that would be measured now
    python scripts/calibrate.py --write    also writes the weights, measured on all articles

A record is right when it is a gold record at the level `record` of `extract evaluate`. The weights are those of a
logistic regression over the traits of extractor/awards/confidence.py with a penalty on large ones; articles are split
into ten parts, and each part is judged by weights from the others, so no article judges itself. The sets are corpora/,
generated sentences and, where they are here, the development sets of ../shared. Run it after the engine has changed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "gold"
MODEL = ROOT / "models" / "rules" / "confidence.toml"
PENALTY = 1.0  # how strongly weights are kept small; the constant is free
OURS = 0.3  # what a record of corpora/ counts: hard constructions are denser there than in real articles
HARDEST = {"departments": 0.1}  # harder still, and large
RARE = 8  # a trait that fewer records have gets no weight
SCENES = 300  # generated sentences
Pair = tuple[dict[str, Any], dict[str, Any]]
LEAST = 0.5  # a record below is rather wrong than right, and is not told
PARTS = 10
NAMES = {"shared-": "both shared", "": "all"}
HEAD = """# How sure a record is: the sum of the weights of its traits (extractor/awards/confidence.py), as log odds.
# Measured by python scripts/calibrate.py --write; do not edit by hand. What the figures mean: docs/quality.md
"""


@dataclass(frozen=True)
class Case:
    """A predicted record: its set and article, its traits, whether it is right, and its id."""

    group: str
    article: str
    traits: list[str]
    right: bool
    record: str = ""


def cases() -> list[Case]:
    """All predicted records of all sets that are right or wrong (a vague award that nobody demands is neither)."""
    folders = [*sorted((ROOT / "corpora").iterdir()), *(sorted(SHARED.iterdir()) if SHARED.is_dir() else [])]
    out = [case for folder in folders if (folder / "gold.jsonl").is_file() for case in _of(_name(folder), _pairs(folder))]
    return [*out, *_of("generated", _scenes())]


def _name(folder: Path) -> str:
    return f"shared-{folder.name}" if SHARED in folder.parents else folder.name


def _pairs(folder: Path) -> list[Pair]:
    """The articles of a set with their records."""
    return list(zip(_lines(folder / "docs.jsonl"), _lines(folder / "gold.jsonl"), strict=True))


def _scenes() -> list[Pair]:
    """Generated sentences, each a text of its own: what is given to a program for a try has no context to mislead."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "scripts" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    draws = random.Random(3)
    scenes = [module.scene(draws) for _ in range(SCENES)]
    return [({"id": f"scene-{n}", "text": one.text}, {"id": f"scene-{n}", "records": one.records()}) for n, one in enumerate(scenes)]


def _of(group: str, pairs: Sequence[Pair]) -> list[Case]:
    """The cases of a set."""
    from extractor.evaluate import Article, evaluate, fact_of

    out = []
    for doc, gold in pairs:
        found = candidates(doc["text"])
        facts = tuple(fact_of(record.to_json(), None) for record, _ in found)
        wanted = tuple(fact_of(record, doc["text"]) for record in gold["records"])
        (outcome,) = evaluate([Article(doc["id"], wanted, facts, doc["text"])]).outcomes["record"]
        right, wrong = {j for _, j in outcome.pairs}, set(outcome.spurious)
        for j, (record, traits) in enumerate(found):
            if j in right or j in wrong:
                out.append(Case(group, doc["id"], traits, j in right, record.id))
    return out


def candidates(text: str) -> list[tuple[Any, list[str]]]:
    """All records that the rules find, likely or not, with their traits."""
    from extractor.awards.assembly import assemble_with_traits
    from extractor.awards.catalogue import catalogue
    from extractor.awards.engine import Reader, referred
    from extractor.awards.tables import with_tables
    from extractor.language.fold import fold
    from extractor.language.normalise import normalise
    from extractor.pipeline import load

    article = load().read(text)
    plain = normalise(article.text)
    folded = fold(plain.text)
    reader = Reader(article, plain, folded, referred(folded, catalogue().find(plain.text, folded)))
    return assemble_with_traits(article, plain, with_tables(reader, reader.drafts()), reader.context) if reader.live else []


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def measured(told: Sequence[Case]) -> dict[str, float]:
    """The weights: Newton's method on the penalised likelihood."""
    counts: dict[str, int] = {}
    for case in told:
        for name in case.traits:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= RARE)
    names.sort(key=lambda name: name != "always")
    x, y = _matrix(told, names), np.array([case.right for case in told], float)
    counts_for = np.array([1.0 if case.group.startswith("shared-") else HARDEST.get(case.group, OURS) for case in told])
    penalty = np.full(len(names), PENALTY)
    penalty[0] = 0.01
    weights = np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (counts_for * (y - chance)) - penalty * weights
        curvature = (x * (counts_for * chance * (1 - chance))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def _matrix(told: Sequence[Case], names: Sequence[str]) -> np.ndarray:  # type: ignore[type-arg]
    place = {name: at for at, name in enumerate(names)}
    x = np.zeros((len(told), len(names)))
    for row, case in enumerate(told):
        for name in case.traits:
            if name in place:
                x[row, place[name]] = 1
    return x


def chance(case: Case, weights: dict[str, float]) -> float:
    """What extractor.awards.confidence would say with these weights."""
    total = sum(weights.get(name, 0.0) for name in case.traits)
    return round(min(0.99, max(0.05, 1 / (1 + float(np.exp(-total))))), 2)


def cross_validated(told: Sequence[Case]) -> list[float]:
    """Each case's confidence by weights from other articles."""
    order = {article: at % PARTS for at, article in enumerate(sorted({case.article for case in told}))}
    weights = [measured([case for case in told if order[case.article] != part]) for part in range(PARTS)]
    return [chance(case, weights[order[case.article]]) for case in told]


def calibration_error(told: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error: how far confidence and share of right records lie apart, over ten bins of it."""
    total = 0.0
    for at in range(bins):
        inside = [(c, right) for c, right in told if min(int(c * bins), bins - 1) == at]
        if inside:
            total += abs(sum(c for c, _ in inside) - sum(right for _, right in inside))
    return total / len(told)


def report(told: Sequence[Case], chances: Sequence[float]) -> None:
    """Figures by set: the share of right records of those that are told, of those at 0.9 and above, and the calibration error."""
    for group in (*dict.fromkeys(case.group for case in told), "shared-", ""):
        all_mine = [(c, case.right) for c, case in zip(chances, told, strict=True) if case.group.startswith(group)]
        mine = [(c, right) for c, right in all_mine if c >= LEAST]
        if not mine:
            continue
        sure = [right for c, right in mine if c >= 0.9]
        share = sum(sure) / len(sure) if sure else 1.0
        print(
            f"{NAMES.get(group, group):16} {len(mine):4} of {len(all_mine)} told, {sum(right for _, right in mine) / len(mine):.3f} right; "
            f"at 0.9 and above {len(sure):4}, {share:.3f} right; calibration error {calibration_error(mine):.3f}"
        )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="write models/rules/confidence.toml")
    arguments = options.parse_args()
    told = cases()
    report(told, cross_validated(told))
    if arguments.write:
        lines = (f"{json.dumps(name)} = {weight:.2f}\n" for name, weight in measured(told).items())
        MODEL.write_text(f"{HEAD}least = {LEAST}  # records below are not told\n\n[weights]\n" + "".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
