from __future__ import annotations

import pytest

import extractor
from extractor.awards import frames as module
from extractor.awards.frames import frames
from extractor.errors import ModelError

EXAMPLES = [(frame.id, text) for frame in frames() for text in frame.yes]
COUNTEREXAMPLES = [(frame.id, text) for frame in frames() for text in frame.no]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_a_frame_reads_its_examples(rule: str, text: str) -> None:
    assert rule in {record.rule for record in extractor.extract(text).records}


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_a_frame_does_not_read_its_counterexamples(rule: str, text: str) -> None:
    assert rule not in {record.rule for record in extractor.extract(text).records}


def test_every_frame_has_an_example_and_an_id_of_its_own() -> None:
    assert all(frame.yes for frame in frames())
    assert len({frame.id for frame in frames()}) == len(frames())


def test_all_faults_of_the_file_are_told_with_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"frame": [{"id": "one", "pattern": "give ~ nothing"}, {"id": "two", "pattern": "give", "colour": "red"}]}
    monkeypatch.setattr(module, "load_toml", lambda _: broken)
    frames.cache_clear()
    try:
        with pytest.raises(ModelError) as caught:
            frames()
        assert len(caught.value.faults) == 2
        assert all("rules/frames.toml: frame" in fault for fault in caught.value.faults)
    finally:
        monkeypatch.undo()
        frames.cache_clear()
