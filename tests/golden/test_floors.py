"""What was reached on the corpora and the development sets is not lost, and the corpora do not change unseen."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest
from conftest import ROOT


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors_script", ROOT / "scripts" / "floors.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
FLOORS = SCRIPT.floors()


@pytest.mark.parametrize("name", FLOORS)
def test_figures_are_not_below_their_floors(name: str) -> None:
    folder = SCRIPT.sets().get(name)
    if folder is None:
        assert name.startswith("shared-"), f"corpora/{name} has floors and is not there"
        pytest.skip("the development sets (../shared) are not here")
    assert SCRIPT.digest(folder) == FLOORS[name]["digest"], f"{name} has changed: python scripts/floors.py --write --anew {name}"
    figures, failed = SCRIPT.measured(folder)
    assert not failed
    low = {level: (figures[level], FLOORS[name][level]) for level in SCRIPT.LEVELS if figures[level] < FLOORS[name][level]}
    assert not low, f"{name}: figure below floor at {low}"


def test_every_corpus_has_floors_that_ask_for_something() -> None:
    assert {path.parent.name for path in (ROOT / "corpora").glob("*/gold.jsonl")} <= set(FLOORS)
    for name, floor in FLOORS.items():
        assert 0.5 <= floor["strict"] <= floor["record"] <= floor["detect"] <= 1, name


def test_a_floor_only_rises() -> None:
    old = {"digest": "a", "detect": 0.9, "record": 0.8, "strict": 0.7}
    figures = {"detect": 0.85, "record": 0.85, "strict": 0.705}
    assert SCRIPT.renewed(old, figures, "a", anew=False) == {"digest": "a", "detect": 0.9, "record": 0.84, "strict": 0.7}
    assert SCRIPT.renewed(old, figures, "b", anew=True) == {"digest": "b", "detect": 0.84, "record": 0.84, "strict": 0.695}
