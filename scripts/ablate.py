"""What each stage and each package is worth: the extractor with one thing switched off, measured on all sets.

    python scripts/ablate.py            every switch
    python scripts/ablate.py scope      those whose name holds this word

Figures are F1 at `record` on each set, and the share of right units and years over all sets. The last switches add
what the extractor does not use: underthesea's part-of-speech tags and its entities, as filters of people.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

HERE = Path(__file__).resolve().parent
AWARDS = "extractor.awards"
Switch = Callable[[], Any]


def off(target: str, value: Any) -> Any:
    """Puts something else in a place of the package."""
    return patch(f"{AWARDS}.{target}", value)


@contextmanager
def several(*patches: Any) -> Iterator[None]:
    with ExitStack() as stack:
        for one in patches:
            stack.enter_context(one)
        yield


def nothing(*_: Any, **__: Any) -> None:
    return None


def only_recorded(award: Any, *_: Any) -> bool:
    from extractor.awards.catalogue import catalogue

    return catalogue().awards[award.hit.award_id].recorded


def every_title(reader: Any, hit: Any) -> bool:
    from extractor.awards.catalogue import catalogue

    assert reader
    return catalogue().awards[hit.award_id].recorded


SWITCHES: dict[str, Switch] = {
    "as it is": several,
    "without underthesea's words": lambda: off("engine.continues", lambda words: [False] * len(words)),
    "without status cues": lambda: off("engine.status_cues", lambda *_: []),
    "without scope rules": lambda: off("engine.in_scope", only_recorded),
    "without titles worn": lambda: off("engine.Reader.may_be_given", every_title),
    "without rule sentences": lambda: off("recipients.Recipients.is_rule", lambda *_: False),
    "without lists": lambda: several(off("engine.Reader.item", nothing), off("engine.Reader.award_item", lambda *_: [])),
    "without tables": lambda: off("engine.with_tables", lambda _, drafts: drafts),
    "without recipients of sentences before": lambda: off("recipients.Recipients.topic", nothing),
    "without names behind pronouns": lambda: off("people.People.before", nothing),
    "without units behind short forms": lambda: off("context.Context.unit_before", nothing),
    "without units of the article": lambda: off("recipients.Recipients.home_of", nothing),
    "without inherited periods": lambda: several(off("periods.Periods.before", nothing), off("periods.Periods.relative", nothing)),
    "without givers in award ids": lambda: off("catalogue.Catalogue.specific", lambda _, award_id, **__: award_id),
    "without merging repeats": lambda: off("assembly.without_repeats", list),
    "without the scorer": lambda: off("assembly.likely", lambda _: True),
    "without totals told in parts": lambda: off("assembly.told_elsewhere", lambda _: set()),
    "with people tagged Np only": lambda: people_by(tagged_as_names),
    "with people of underthesea's NER only": lambda: people_by(found_as_people),
}


def people_by(names: Callable[[str], str]) -> Any:
    """Keeps people only whose name stands among the names that a package finds in their sentence."""
    from extractor.awards.recipients import Recipients

    found_by_rules = Recipients.of

    def of(self: Any, draft: Any) -> Any:
        parties = found_by_rules(self, draft)
        line = self.context.sentences[draft.line].span.of(self.text)
        known = names(line)
        return [p for p in parties if p.kind != "person" or p.short or p.name.of(self.text) not in line or _inside(p, self.text, known)]

    return off("recipients.Recipients.of", of)


def _inside(party: Any, text: str, known: str) -> bool:
    return party.name.of(text).split()[-1].lower() in known


def tagged_as_names(line: str) -> str:
    """The words that underthesea tags as proper nouns."""
    import underthesea

    return " ".join(word for word, tag in underthesea.pos_tag(line) if tag == "Np").lower()


def found_as_people(line: str) -> str:
    """The words that underthesea's NER calls a person."""
    import underthesea

    return " ".join(entity[0] for entity in underthesea.ner(line) if entity[3].endswith("PER")).lower()


def main() -> int:
    spec = importlib.util.spec_from_file_location("floors", HERE / "floors.py")
    assert spec is not None and spec.loader is not None
    floors = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(floors)
    sets = floors.sets()
    wanted = {name: switch for name, switch in SWITCHES.items() if all(word in name for word in sys.argv[1:])}
    print(f"{'':40}" + "".join(f"{name:>17}" for name in sets) + f"{'unit':>8}{'year':>8}")
    for name, switch in wanted.items():
        with switch():
            results = [floors.result(folder)[0] for folder in sets.values()]
        fields = {key: [sum(pair) for pair in zip(*(one.fields[key] for one in results), strict=True)] for key in ("unit", "year")}
        f1 = "".join(f"{one.figures['record'].f1:17.3f}" for one in results)
        print(f"{name:40}{f1}" + "".join(f"{right / seen:8.3f}" for right, seen in fields.values()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
