"""From articles with gold and found facts to figures: in all, by group, with intervals."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from extractor.evaluate.compare import FIELDS, LEVELS, Test, closeness
from extractor.evaluate.facts import Fact

__all__ = ["Article", "Evaluation", "Figure", "Outcome", "evaluate", "matched"]

# Too vague to be demanded: such a record counts only where gold and prediction agree on it.
OPTIONAL = frozenset((
    "hoan-thanh-xuat-sac-nhiem-vu", "hoan-thanh-tot-nhiem-vu", "hoan-thanh-nhiem-vu", "khong-hoan-thanh-nhiem-vu",
    "to-chuc-dang-trong-sach-vung-manh", "sang-kien", "phan-thuong-cao-quy", "danh-hieu-thi-dua", "bieu-duong", "thu-khen",
    "bang-chung-nhan", "huan-chuong-nuoc-ngoai", "giai-hoi-thi", "don-vi-dan-dau", "cong-doan-co-so-vung-manh",
    "doan-vien-cong-doan-xuat-sac", "doan-co-so-xuat-sac",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One article with what a person found in it and what the extractor did."""

    id: str
    gold: tuple[Fact, ...] = ()
    found: tuple[Fact, ...] = ()
    text: str = ""
    register: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Right, spurious and missed records, and what follows from them."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.right + other.right, self.spurious + other.spurious, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """One article at one level: indices into its gold and found facts."""

    pairs: tuple[tuple[int, int], ...]
    right: tuple[int, ...]  # gold facts that were demanded and found
    missed: tuple[int, ...]  # gold facts that were demanded and not found
    spurious: tuple[int, ...]  # found facts that are no gold fact

    @property
    def figure(self) -> Figure:
        return Figure(len(self.right), len(self.spurious), len(self.missed))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured. `outcomes[level][i]` is that of `articles[i]`."""

    articles: tuple[Article, ...]
    outcomes: dict[str, tuple[Outcome, ...]]
    figures: dict[str, Figure] = field(default_factory=dict)
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)  # right, of all records matched at `record`

    def by(self, key: Callable[[Article, Fact], str | None], level: str) -> dict[str, Figure]:
        """Figures by a property of the facts (award kind, status …) or of their articles, the largest group first."""
        groups: dict[str, Figure] = defaultdict(Figure)
        for article, outcome in zip(self.articles, self.outcomes[level], strict=True):
            for figure, facts in (
                (Figure(right=1), (article.gold[i] for i in outcome.right)),
                (Figure(missed=1), (article.gold[i] for i in outcome.missed)),
                (Figure(spurious=1), (article.found[j] for j in outcome.spurious)),
            ):
                for fact in facts:
                    groups[key(article, fact) or "-"] += figure
        return dict(sorted(groups.items(), key=lambda group: (-group[1].right - group[1].missed, group[0])))

    def interval(self, level: str, *, times: int = 1000, seed: int = 1, share: float = 0.95) -> tuple[float, float]:
        """A bootstrap interval of F1: articles are drawn again with replacement, since records of one article err together."""
        figures = [outcome.figure for outcome in self.outcomes[level]]
        draws = random.Random(seed)
        f1 = sorted(_f1(draws.choices(figures, k=len(figures))) for _ in range(times)) if figures else [1.0]
        cut = (1 - share) / 2
        return f1[int(cut * (len(f1) - 1))], f1[round((1 - cut) * (len(f1) - 1))]


def _f1(figures: Sequence[Figure]) -> float:
    right = sum(one.right for one in figures)
    wrong = sum(one.spurious + one.missed for one in figures)
    return 2 * right / (2 * right + wrong) if right + wrong else 1.0


def matched(gold: Sequence[Fact], found: Sequence[Fact], test: Test) -> list[tuple[int, int]]:
    """Pairs of a gold and a found fact that pass a test, the closest first, each fact in one pair at most."""
    candidates = sorted(
        ((closeness(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found) if test(g, f)), reverse=True
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if -i not in used_gold and -j not in used_found:
            used_gold.add(-i)
            used_found.add(-j)
            pairs.append((-i, -j))
    return pairs


def judged(article: Article, test: Test) -> Outcome:
    """What is right, missed and spurious in an article.

    A found fact that tells a matched one again, from another of its places, is neither.
    """
    pairs = matched(article.gold, article.found, test)
    hit_gold, hit_found = {i for i, _ in pairs}, {j for _, j in pairs}
    again = [article.gold[i] for i in hit_gold if article.gold[i].also]
    return Outcome(
        pairs=tuple(pairs),
        right=tuple(i for i, _ in pairs if article.gold[i].sure),
        missed=tuple(i for i, g in enumerate(article.gold) if i not in hit_gold and g.sure and not g.awards & OPTIONAL),
        spurious=tuple(
            j
            for j, f in enumerate(article.found)
            if j not in hit_found and not f.awards & OPTIONAL and not any(test(g, f) for g in again)
        ),
    )


def evaluate(articles: Iterable[Article]) -> Evaluation:
    """Judges all articles at all levels, and the further fields of the records matched at `record`."""
    kept = tuple(articles)
    outcomes = {level: tuple(judged(article, test) for article in kept) for level, test in LEVELS.items()}
    right = dict.fromkeys(FIELDS, 0)
    seen = 0
    for article, outcome in zip(kept, outcomes["record"], strict=True):
        for i, j in outcome.pairs:
            seen += 1
            for name, same in FIELDS.items():
                right[name] += same(article.gold[i], article.found[j])
    figures = {level: sum((one.figure for one in told), Figure()) for level, told in outcomes.items()}
    return Evaluation(kept, outcomes, figures, {name: (count, seen) for name, count in right.items()})
