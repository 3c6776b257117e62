"""The floors of tests/golden/floors.toml: what was reached on the corpora, so that no change loses it unseen.

    python scripts/floors.py             shows the figures of now beside the floors; exit code 1 where one is below
    python scripts/floors.py --write     raises the floors to a little below the figures of now; none is lowered
    python scripts/floors.py --write --anew office      sets the floors of one set anew, after its records were mended

A set is a folder of corpora/, or a development set of ../shared/gold where that is there. The digest of a corpus is
over its texts and records: a corpus cannot change without this file changing too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "golden" / "floors.toml"
SHARED = ROOT.parent / "shared" / "gold"
LEVELS = ("detect", "record", "strict")
MARGIN = 0.01  # below the figure: a change elsewhere may cost one record
HEAD = """# What was reached on each set, a little rounded down. A floor only rises: python scripts/floors.py --write
# The digest is over texts and records: a corpus that changes is measured anew (--anew SET), with the reason in the commit.
"""


def sets() -> dict[str, Path]:
    """The folders with docs.jsonl and gold.jsonl: our own, and the development sets where they are here."""
    folders = [*sorted((ROOT / "corpora").iterdir()), *(sorted(SHARED.iterdir()) if SHARED.is_dir() else [])]
    return {
        f"{'shared-' if SHARED in folder.parents else ''}{folder.name}": folder for folder in folders if (folder / "gold.jsonl").is_file()
    }


def digest(folder: Path) -> str:
    """16 hex digits over the texts and records of a set."""
    total = hashlib.sha256()
    for name in ("docs.jsonl", "gold.jsonl"):
        total.update((folder / name).read_bytes() + b"\0")
    return total.hexdigest()[:16]


def floors() -> dict[str, dict[str, Any]]:
    """The floors as they are written: set → digest, levels."""
    return tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.is_file() else {}


def measured(folder: Path) -> tuple[dict[str, float], list[str]]:
    """F1 of a set at each level, and the articles on which the extractor failed."""
    evaluation, failed = result(folder)
    return {level: round(evaluation.figures[level].f1, 4) for level in LEVELS}, failed


def result(folder: Path) -> tuple[Any, list[str]]:
    """The evaluation of a set, and the articles on which the extractor failed."""
    import extractor
    from extractor.evaluate import Article, evaluate, fact_of

    pipeline = extractor.load()
    articles, failed = [], []
    for doc, told in zip(_lines(folder / "docs.jsonl"), _lines(folder / "gold.jsonl"), strict=True):
        try:
            found = [fact_of(record.to_json(), None) for record in pipeline.extract(doc["text"]).records]
        except Exception as error:
            failed.append(f"{doc['id']}: {type(error).__name__}: {error}")
            found = []
        gold = tuple(fact_of(record, doc["text"]) for record in told["records"])
        articles.append(Article(doc["id"], gold, tuple(found), doc["text"]))
    return evaluate(articles), failed


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())


def renewed(old: dict[str, Any], figures: dict[str, float], mark: str, *, anew: bool) -> dict[str, Any]:
    """The floors of a set: never lower than they were, unless they are set anew."""
    floor = {level: max(0.0, round(figures[level] - MARGIN, 3)) for level in LEVELS}
    return {"digest": mark, **{level: floor[level] if anew else max(floor[level], old.get(level, 0.0)) for level in LEVELS}}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="write the floors")
    options.add_argument("--anew", action="append", default=[], metavar="SET", help="set the floors of SET anew")
    arguments = options.parse_args()
    kept, below = floors(), False
    for name, folder in sets().items():
        figures, failed = measured(folder)
        floor = kept.get(name, {})
        for level in LEVELS:
            low = figures[level] < floor.get(level, 0.0)
            below |= low
            print(f"{name:16} {level:7} {figures[level]:.4f}  floor {floor.get(level, 0.0):.3f}{'  BELOW' if low else ''}")
        below |= bool(failed)
        for line in failed:
            print(f"{name:16} failed  {line}")
        mark = digest(folder)
        if floor and floor["digest"] != mark and name not in arguments.anew:
            print(f"{name:16} its texts or records have changed; --write --anew {name} measures it anew")
            below = True
            continue
        kept[name] = renewed(floor, figures, mark, anew=name in arguments.anew)
    if arguments.write:
        tables = (
            f'\n[{name}]\ndigest = "{one["digest"]}"\n' + "".join(f"{level} = {one[level]:.3f}\n" for level in LEVELS)
            for name, one in sorted(kept.items())
        )
        FLOORS.write_text(HEAD + "".join(tables), "utf-8")
    return 1 if below and not arguments.write else 0


if __name__ == "__main__":
    sys.exit(main())
