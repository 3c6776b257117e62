"""Predicted records against gold records: figures, what they are made of, and every error with its sentence.

>>> from extractor.evaluate import Article, Fact, evaluate
>>> fact = Fact(awards=frozenset({"bang-khen"}), status="conferred", name="Lê Thị Dao", award_span=(0, 9), span=(0, 40))
>>> evaluate([Article("1", gold=(fact,), found=(fact,))]).figures["record"].f1
1.0
"""

from __future__ import annotations

from extractor.evaluate.differences import Difference, differences
from extractor.evaluate.facts import Fact, fact_of
from extractor.evaluate.files import read_articles
from extractor.evaluate.result import Article, Evaluation, Figure, evaluate

__all__ = ["Article", "Difference", "Evaluation", "Fact", "Figure", "differences", "evaluate", "fact_of", "read_articles"]
