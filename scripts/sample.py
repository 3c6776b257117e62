"""Draws records, and sentences with an award word that gave none, from texts that nobody annotated, to be judged by eye.

    python scripts/sample.py TEXTS.jsonl --records 100 --seed 1      records, each with its sentence
    python scripts/sample.py TEXTS.jsonl --silent 100 --seed 1       sentences with an award word and no record

TEXTS has {"id", "text"} a line. What was judged of the unannotated press articles is in docs/quality.md.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def documents(path: Path) -> Iterator[tuple[str, Any]]:
    """The ids and documents of a file of texts."""
    import extractor

    pipeline = extractor.load()
    for line in path.read_text("utf-8").splitlines():
        doc = json.loads(line)
        yield doc["id"], pipeline.extract(doc["text"])


def records(path: Path) -> Iterator[str]:
    for name, document in documents(path):
        for record in document.records:
            yield f"{name} {_told(record)}\n    {_sentence(record.evidence.text)}"


def _told(record: Any) -> str:
    quantity, recipient = record.quantity, record.recipient
    who = recipient.name or f"({recipient.group})"
    count = f"{quantity.count}{'' if quantity.of is None else f'/{quantity.of}'} {quantity.counted}"
    extra = {
        "class": record.award.class_, "unit": recipient.unit, "post": recipient.post, "by": record.authority.text,
        "year": record.period.text, "quantifier": quantity.quantifier, "decision": record.decision.number,
    }  # fmt: skip
    told = ", ".join(f"{key} {value}" for key, value in extra.items() if value is not None)
    return f"[{record.confidence}] {record.award.id} {record.status} {recipient.kind} {who} {count}; {told}; {record.rule}"


def silent(path: Path) -> Iterator[str]:
    """Sentences with an award word in which no record's award stands."""
    from extractor.awards.catalogue import catalogue
    from extractor.language.fold import fold
    from extractor.language.sentences import sentences

    for name, document in documents(path):
        text = document.article.text
        taken = [record.evidence.spans["award"].start for record in document.records]
        for span in sentences(text):
            words = span.of(text)
            hits = [hit for hit in catalogue().find(words, fold(words)) if catalogue().awards[hit.award_id].recorded]
            if hits and not any(span.start <= start < span.end for start in taken):
                yield f"{name} {', '.join(dict.fromkeys(hit.award_id for hit in hits))}\n    {_sentence(words)}"


def _sentence(words: str) -> str:
    return " ".join(words.split())[:400]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("texts", type=Path)
    options.add_argument("--records", type=int, default=0)
    options.add_argument("--silent", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    arguments = options.parse_args()
    for count, drawn in ((arguments.records, records), (arguments.silent, silent)):
        found = list(drawn(arguments.texts)) if count else []
        for number, one in enumerate(random.Random(arguments.seed).sample(found, min(count, len(found))), 1):
            print(f"{number}. {one}")
        if count:
            print(f"{min(count, len(found))} of {len(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
