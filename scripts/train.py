"""An experiment: does something that is trained help the rules? It trains, measures, and writes nothing into models/.

    python scripts/train.py                 trains for about two minutes on one processor, prints a table
    python scripts/train.py --save FOLDER   keeps the entity recogniser

Two things are tried. A small spaCy recogniser of people and units (a CNN, trained on generated text and on corpora/) as
a filter: a person that it does not find in the sentence is no recipient. And a scorer of candidates: the confidence of
scripts/calibrate.py, cross-validated, below which a record is left out. Each is measured on the two halves (odd and
even articles) of the development sets in ../shared; it would be kept where it lifts `record` by 0.01 or more.
docs/quality.md tells what came of it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "gold"
ROUNDS = 6
Kept = Callable[[str, Any, str], bool]  # of an article's id, a record and the text
Example = tuple[str, list[tuple[int, int, str]]]


def script(name: str) -> ModuleType:
    """Another script of this folder."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def generated(count: int) -> Iterator[Example]:
    """Scenes whose people and units are known because they were put there."""
    generate, draws = script("generate"), random.Random(77)
    for _ in range(count):
        one = generate.scene(draws)
        named = [
            (value["name"] if isinstance(value, dict) else value, "PERSON" if slot.startswith("person") else "UNIT")
            for slot, value in one.values.items()
            if slot.rstrip("2") in {"person", "unit", "part"}
        ]
        yield one.text, sorted(set(_places(one.text, named)))


def annotated() -> Iterator[Example]:
    """Sentences of corpora/ that hold a name of their article's records, with all such names."""
    from extractor.language.sentences import sentences

    for folder in (HERE.parent / "corpora").iterdir():
        if not (folder / "gold.jsonl").is_file():
            continue
        for doc, gold in zip(*(_lines(folder / name) for name in ("docs.jsonl", "gold.jsonl")), strict=True):
            named = {(r["name"], "PERSON" if r["kind"] == "individual" else "UNIT") for r in gold["records"] if r["name"]}
            named |= {(r["unit"], "UNIT") for r in gold["records"] if r["unit"]}
            for span in sentences(doc["text"]):
                places = sorted(set(_places(span.of(doc["text"]), named)))
                if places:
                    yield span.of(doc["text"]), places


def _places(text: str, named: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Where names stand, the longest first, none inside another."""
    taken: list[tuple[int, int]] = []
    for name, label in sorted(named, key=lambda one: -len(one[0])):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(at < b and a < end for a, b in taken):
                taken.append((at, end))
                yield at, end, label
            at = text.find(name, end)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def trained(examples: Sequence[Example]) -> Any:
    """A small recogniser: hashed embeddings of 64, four convolutions, on our tokenizer."""
    import spacy
    from spacy.training import Example as Pair

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "extractor.underthesea.v1"}}})
    tok2vec = {
        "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 64, "depth": 4, "embed_size": 2000,
        "window_size": 1, "maxout_pieces": 3, "subword_features": True,
    }  # fmt: skip
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False, "hidden_width": 64,
        "maxout_pieces": 2, "use_upper": True, "tok2vec": tok2vec,
    }  # fmt: skip
    nlp.add_pipe("ner", config={"model": parser})
    pairs = []
    for text, places in examples:
        doc = nlp.make_doc(text)
        spans = [doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in places]
        pairs.append(Pair.from_dict(doc, {"entities": [(s.start_char, s.end_char, s.label_) for s in spans if s is not None]}))
    nlp.initialize(lambda: pairs)
    draws = random.Random(1)
    for number in range(ROUNDS):
        losses: dict[str, float] = {}
        draws.shuffle(pairs)
        for at in range(0, len(pairs), 32):
            nlp.update(pairs[at : at + 32], losses=losses, drop=0.2)
        print(f"round {number + 1} of {ROUNDS}: loss {losses['ner']:.0f}", file=sys.stderr)
    return nlp


def halves() -> Iterator[tuple[str, list[tuple[dict[str, Any], dict[str, Any]]]]]:
    """The two halves of the development sets: odd and even articles."""
    for name in ("ministry", "press"):
        pairs = list(zip(*(_lines(SHARED / name / file) for file in ("docs.jsonl", "gold.jsonl")), strict=True))
        yield f"{name} A", pairs[::2]
        yield f"{name} B", pairs[1::2]
    for name in ("office", "press"):
        files = (_lines(HERE.parent / "corpora" / name / file) for file in ("docs.jsonl", "gold.jsonl"))
        yield f"our {name}", list(zip(*files, strict=True))


def f1(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]], kept: Kept) -> float:
    """F1 at `record` of those records of the rules that are kept."""
    from extractor.evaluate import Article, evaluate, fact_of

    candidates = script("calibrate").candidates

    articles = []
    for doc, gold in pairs:
        records = [record for record, _ in candidates(doc["text"]) if kept(doc["id"], record, doc["text"])]
        found = tuple(fact_of(record.to_json(), None) for record in records)
        articles.append(Article(doc["id"], tuple(fact_of(record, doc["text"]) for record in gold["records"]), found, doc["text"]))
    return evaluate(articles).figures["record"].f1


def person_filter(nlp: Any) -> Kept:
    """Keeps records whose named person the recogniser finds where the extractor read the name."""

    def kept(_: str, record: Any, text: str) -> bool:
        place = record.evidence.spans.get("recipient")
        if record.recipient.kind != "individual" or record.recipient.name is None or place is None:
            return True
        start = text.rfind("\n", 0, place.start) + 1
        end = text.find("\n", place.end)
        doc = nlp(text[start : end if end >= 0 else len(text)])
        return any(e.label_ == "PERSON" and e.start_char < place.end - start and place.start - start < e.end_char for e in doc.ents)

    return kept


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--save", type=Path, metavar="FOLDER", help="keep the recogniser in this folder")
    arguments = options.parse_args()
    begun = time.monotonic()
    examples = [*generated(1200), *annotated()]
    nlp = trained(examples)
    print(f"trained on {len(examples)} sentences in {time.monotonic() - begun:.0f} s")
    if arguments.save:
        nlp.to_disk(arguments.save)
    if not SHARED.is_dir():
        print("the development sets (../shared) are not here; nothing to measure on")
        return 0
    calibrate = script("calibrate")
    told = calibrate.cases()
    chances = dict(zip(((case.article, case.record) for case in told), calibrate.cross_validated(told), strict=True))
    variants: dict[str, Kept] = {"rules alone": lambda *_: True, "people of the recogniser only": person_filter(nlp)}
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        variants[f"confidence of {least} and above"] = lambda article, record, _, least=least: chances.get((article, record.id), 1) >= least
    sets = list(halves())
    print(f"{'':32}" + "".join(f"{name:>12}" for name, _ in sets))
    for name, kept in variants.items():
        print(f"{name:32}" + "".join(f"{f1(pairs, kept):12.3f}" for _, pairs in sets), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
