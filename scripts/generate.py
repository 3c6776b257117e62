"""Makes articles whose records are known, by filling frames with names, units, awards, numbers and layouts.

    python scripts/generate.py OUT --articles 200 --seed 1     OUT/docs.jsonl and OUT/gold.jsonl
    python scripts/generate.py --check 500                     runs the extractor on 500 scenes: right ones by frame

What is recombined is data: scripts/generate.toml. The same seed gives the same articles. Generated text is for tests
and training; it is no corpus, and figures on it say nothing of real articles.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SLOT = re.compile(r"\{(\w+?)(2?)(?:\.(\w+))?\}")
EMPTY: dict[str, Any] = {
    "award": None, "award_alt": [], "class": None, "status": "conferred", "kind": "individual", "name": None, "group": None,
    "unit": None, "post": None, "count": None, "of": None, "counted": "recipients", "quantifier": None, "times": None, "breakdown": [],
    "authority": None, "year": None, "decision": None, "posthumous": False, "award_quote": "", "quote": "", "also": [], "sure": True,
}  # fmt: skip


@cache
def data() -> dict[str, Any]:
    """The lists, awards and frames."""
    return tomllib.loads((HERE / "generate.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Scene:
    """One filled frame. `values` maps a slot ("person2", "order") to what stands there; an award is its four columns."""

    frame: str
    values: dict[str, Any]

    def with_value(self, slot: str, value: Any) -> Scene:
        """The same scene with something else in one slot."""
        return replace(self, values={**self.values, slot: value})

    @property
    def text(self) -> str:
        return SLOT.sub(lambda slot: str(self._word(slot[1] + slot[2], slot[3])), _frame(self.frame)["text"])

    def _word(self, slot: str, part: str | None) -> Any:
        """What stands in a slot: an award's words or giver, a later year, an honorific."""
        if _honorific(slot):
            word = self.values["person" + slot[3:]]["hon"]
            return word.capitalize() if slot[0] == "H" else word
        value = self.values[slot]
        if part == "giver":
            return value[3]
        if part == "small":
            return value[2].lower()
        if part is not None:
            return value + int(part)
        return value["name"] if isinstance(value, dict) else value[2] if isinstance(value, list) else value

    def records(self) -> list[dict[str, Any]]:
        """The records that the text states, in the gold format."""
        return [self._record(told) for told in _frame(self.frame)["records"]]

    def _record(self, told: dict[str, Any]) -> dict[str, Any]:
        award = self.values[told["award"]]
        out = {**EMPTY, "award": award[0], "class": award[1] or None, "award_quote": award[2], "quote": self.text}
        if award[2] not in self.text:
            out["award_quote"] = award[2].lower()
        for key in ("name", "group", "unit", "post", "authority", "count", "of"):
            if key in told:
                slot, _, part = told[key].partition(".")
                out[key] = self._word(slot, part or None)
        out["kind"] = "collective" if told.get("name", told.get("group", "")).startswith("unit") else "individual"
        if out["name"] and out["count"] is None:
            out["count"] = 1
        spans = told.get("years") or ([told["year"]] * 2 if "year" in told else [])
        out["year"] = [self._word(*_split(slot)) for slot in spans] or None
        if "decision" in told:
            out["decision"] = f"{self.values['number']}/QĐ-CTN"
        if told.get("optional_group"):
            out.update(group=award[2])
        if "parts" in told:
            words = [self._word(slot, None) for slot in told["parts"]]
            out["breakdown"] = [{"recipient": a, "count": b} for a, b in zip(words[::2], words[1::2], strict=True)]
        return {**out, **told.get("fixed", {})}


def _honorific(slot: str) -> bool:
    """Whether a slot is the word that calls a person: {hon}, {Hon}, {hon2}."""
    return slot.rstrip("2").lower() == "hon"


def _split(slot: str) -> tuple[str, str | None]:
    name, _, part = slot.partition(".")
    return name, part or None


@cache
def _frames() -> dict[str, dict[str, Any]]:
    return {frame["id"]: frame for frame in data()["frame"]}


def _frame(name: str) -> dict[str, Any]:
    return _frames()[name]


def scene(draws: random.Random, frame: str | None = None) -> Scene:
    """A frame (any, or this one) with all its slots filled."""
    name = frame or draws.choice(sorted(_frames()))
    values: dict[str, Any] = {}
    told = _frame(name)
    slots = [match[1] + match[2] for match in SLOT.finditer(told["text"])]
    slots += ["person" + slot[3:] for slot in slots if _honorific(slot)]
    for slot in dict.fromkeys(slots):
        if not _honorific(slot):
            values[slot] = filling(slot.removesuffix("2"), draws, besides=values.get(slot.removesuffix("2")))
    if "of" in values:
        values["of"] = values["count"] + draws.randint(1, 30)
    if "total" in values:
        values["total"] = values["count"] + values["count2"]
    return Scene(name, values)


def filling(kind: str, draws: random.Random, besides: Any = None) -> Any:
    """Something for a slot of this kind, other than `besides`."""
    for _ in range(50):
        value = _draw(kind, draws)
        if value != besides:
            return value
    raise ValueError(f"nothing else to put into {kind}")


def _draw(kind: str, draws: random.Random) -> Any:
    lists, awards = data()["lists"], data()["awards"]
    if kind == "person":
        return person(draws)
    if kind in awards:
        return draws.choice(awards[kind])
    if kind in lists:
        return draws.choice(lists[kind])
    return draws.randint(2005, 2021) if kind == "year" else draws.randint(101, 1990) if kind == "number" else draws.randint(2, 60)


def person(draws: random.Random, *, woman: bool | None = None) -> dict[str, str]:
    """A name and the word that the article calls its bearer by."""
    woman = draws.random() < 0.5 if woman is None else woman
    sex, hon = ("woman", draws.choice(("bà", "chị"))) if woman else ("man", draws.choice(("ông", "anh")))
    lists = data()["lists"]
    if draws.random() < 0.2:
        return {"name": draws.choice(lists[f"minority_{sex}"]), "hon": hon}
    parts = (draws.choice(lists[key]) for key in ("family", f"middle_{sex}", f"given_{sex}"))
    return {"name": " ".join(parts), "hon": hon}


def article(draws: random.Random, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """An article of a few scenes with plain sentences between them, and its records."""
    scenes = [scene(draws) for _ in range(draws.randint(2, 5))]
    paragraphs = [part for one in scenes for part in (one.text, draws.choice(data()["lists"]["plain"]))]
    key = f"generated-{number:05}"
    doc = {"id": key, "register": "generated", "title": "Tin thi đua", "text": "\n\n".join(["Tin thi đua", *paragraphs])}
    return doc, {"id": key, "records": [record for one in scenes for record in one.records()]}


def check(scenes: int, seed: int) -> None:
    """Prints how many scenes of each frame the extractor reads right, and one that it does not with what is wrong."""
    import extractor
    from extractor.evaluate import Article, differences, evaluate, fact_of
    from extractor.evaluate.report import line_of

    pipeline, draws = extractor.load(), random.Random(seed)
    right: dict[str, list[bool]] = defaultdict(list)
    wrong: dict[str, list[str]] = {}
    for number in range(scenes):
        one = scene(draws, sorted(_frames())[number % len(_frames())])
        found = tuple(fact_of(record.to_json(), None) for record in pipeline.extract(one.text).records)
        result = evaluate([Article("1", tuple(fact_of(record, one.text) for record in one.records()), found, one.text)])
        errors = list(differences(result, "strict", with_fields=True))
        right[one.frame].append(not errors)
        if errors:
            wrong[one.frame] = [one.text, *(line for error in errors for line in line_of(error))]
    for frame, outcomes in sorted(right.items(), key=lambda item: (sum(item[1]) / len(item[1]), item[0])):
        print(f"{sum(outcomes):4}/{len(outcomes):<4} {frame}")
        print("".join(f"          {line}\n" for line in wrong.get(frame, [])), end="")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", nargs="?", type=Path, help="the folder to write docs.jsonl and gold.jsonl into")
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--check", type=int, metavar="SCENES", help="run the extractor on so many scenes")
    arguments = options.parse_args()
    if arguments.check:
        check(arguments.check, arguments.seed)
    elif arguments.out is None:
        options.error("name a folder, or --check SCENES")
    else:
        draws = random.Random(arguments.seed)
        made = [article(draws, number) for number in range(arguments.articles)]
        arguments.out.mkdir(parents=True, exist_ok=True)
        for at, name in enumerate(("docs.jsonl", "gold.jsonl")):
            lines = "".join(json.dumps(pair[at], ensure_ascii=False) + "\n" for pair in made)
            (arguments.out / name).write_text(lines, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
