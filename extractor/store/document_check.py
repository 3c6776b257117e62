"""Whether a document is one of ours: what the tables could not hold is told before they are asked.

A record that is none would stop the whole batch that it is written with; so it is looked at here, quickly, and the error
says what is wrong with which record. The rules are those of `extract schema` and of the columns' lengths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from extractor.records import Quantifier, RecipientKind, Status
from extractor.store.values import one_of

__all__ = ["check_article", "check_record"]

STATUSES = frozenset(one_of(Status))
KINDS = frozenset(one_of(RecipientKind))
QUANTIFIERS = frozenset((None, *one_of(Quantifier)))
MOST = 2**31
LONGEST_WORDS = 16_000  # of a name, post …: what MySQL's TEXT holds, whatever the letters
LONGEST_ID, LONGEST_FIELD, LONGEST_RULE, LONGEST_DATE = 64, 32, 128, 32


def check_article(article: Mapping[str, Any], warnings: Any) -> None:
    """Raises ValueError where an article's fields are not what the table takes."""
    _identifier(article["id"])
    names = ("url", "source", "published", "published_precision", "author", "publisher")
    _words((article[name] for name in names), "the article")
    _words((article["title"], article["lead"], article.get("text")), "the article", longest=MOST)
    _short((article["published"], article["published_precision"]), LONGEST_DATE, "the article")
    if not isinstance(article["language"], str) or len(article["language"]) > 16:
        raise ValueError(f"the language {str(article['language'])[:40]!r} is no language code")
    _list(warnings)


def check_record(record: Mapping[str, Any]) -> None:
    """Raises ValueError where a record's fields are not what the tables take."""
    where = f"record {_identifier(record['id'])}"
    award, recipient, quantity, period = record["award"], record["recipient"], record["quantity"], record["period"]
    authority, decision, evidence = record["authority"], record["decision"], record["evidence"]
    _identifier(award["id"])
    if record["status"] not in STATUSES:
        raise ValueError(f"{where}: the status {record['status']!r} is none of {', '.join(sorted(STATUSES))}")
    if recipient["kind"] not in KINDS:
        raise ValueError(f"{where}: the kind {recipient['kind']!r} is none of {', '.join(sorted(KINDS))}")
    if (recipient["name"] is None) is (recipient["group"] is None):
        raise ValueError(f"{where}: exactly one of the recipient's name and group is to be set")
    if quantity["quantifier"] not in QUANTIFIERS:
        raise ValueError(f"{where}: the quantifier {quantity['quantifier']!r} is unknown")
    if type(record["confidence"]) not in (int, float) or not 0 <= record["confidence"] <= 1:
        raise ValueError(f"{where}: the confidence {str(record['confidence'])[:40]} is not between 0 and 1")
    for flag in (record["posthumous"], period["inherited"]):
        if type(flag) is not bool:
            raise ValueError(f"{where}: {str(flag)[:40]!r} is to be true or false")
    needed = (award["name"], award["kind"], award["text"], quantity["counted"], record["rule"], evidence["text"])
    for words in needed:
        if type(words) is not str:
            raise ValueError(f"{where}: {str(words)[:40]!r} is to be words")
    _words((award["name"], award["text"]), where)
    _words(
        (
            award["level"], recipient["name"], recipient["group"], recipient["post"], recipient["unit"],
            recipient["organisation"], authority["id"], authority["text"], authority["presenter"], period["text"],
            decision["number"], decision["date"], record["occasion"],
        ),
        where,
    )  # fmt: skip
    _short((award["kind"], award["level"], authority["id"]), LONGEST_ID, where)
    _short((quantity["counted"],), 16, where)
    _short((record["rule"],), LONGEST_RULE, where)
    _short((decision["date"],), LONGEST_DATE, where)
    _numbers(
        (quantity["count"], quantity["of"], quantity["times"], period["from"], period["to"], award["class"]), where
    )
    _small((period["from"], period["to"], award["class"]), where)
    _spans(evidence, where)
    for part in quantity["breakdown"]:
        _numbers((part["count"],), where)
        _words((part["recipient"],), where)
        if part["recipient"] is None or part["count"] is None:
            raise ValueError(f"{where}: a part of the breakdown lacks its words or count")
    _list(record["warnings"])


def _identifier(value: Any) -> str:
    if type(value) is not str or not 0 < len(value) <= LONGEST_ID:
        raise ValueError(f"the id {str(value)[:80]!r} is not a word of 1 to {LONGEST_ID} characters")
    return value


def _words(values: Iterable[Any], where: str, *, longest: int | None = None) -> None:
    longest = longest or LONGEST_WORDS
    for value in values:
        if value is None:
            continue
        if type(value) is not str:
            raise ValueError(f"{where}: {str(value)[:40]!r} is to be words or null")
        if len(value) > longest:
            raise ValueError(f"{where}: {value[:40]!r}… is longer than {longest} characters")


def _short(values: Iterable[str | None], longest: int, where: str) -> None:
    for value in values:
        if value is not None and len(value) > longest:
            raise ValueError(f"{where}: {value[:40]!r}… is longer than {longest} characters")


def _numbers(values: Iterable[Any], where: str) -> None:
    for number in values:
        if number is not None and (type(number) is not int or not -MOST <= number < MOST):
            raise ValueError(f"{where}: {str(number)[:80]!r} is not a whole number that a table can hold")


def _small(values: Iterable[int | None], where: str) -> None:
    for number in values:
        if number is not None and not -32_768 <= number < 32_768:
            raise ValueError(f"{where}: {number} is no year and no class")


def _spans(evidence: Mapping[str, Any], where: str) -> None:
    for name, span in (("sentence", evidence["sentence"]), *evidence["spans"].items()):
        if len(name) > LONGEST_FIELD:
            raise ValueError(f"{where}: {name[:40]!r} is no name of a field")
        if len(span) != 2 or type(span[0]) is not int or type(span[1]) is not int or not 0 <= span[0] <= span[1] < MOST:
            raise ValueError(f"{where}: the span {str(span)[:40]} of {name} is no [start, end)")


def _list(values: Any) -> None:
    if not isinstance(values, list | tuple):
        raise ValueError(f"the warnings {str(values)[:40]!r} are no list")
