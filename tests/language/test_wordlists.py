from __future__ import annotations

from pathlib import Path

import pytest

from extractor import resources
from extractor.errors import ModelError
from extractor.language.wordlists import load_numbers, load_words


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(resources, "models_dir", lambda: tmp_path)
    return tmp_path


def test_lists_and_tables_are_read(models: Path) -> None:
    (models / "a.toml").write_text('one = ["x", "y z"]\n[digits]\nhai = 2\n', "utf-8")
    assert load_words("a.toml", ("one",)) == {"one": ("x", "y z")}
    assert load_numbers("a.toml", ("digits",)) == {"digits": {"hai": 2}}


def test_all_faults_come_at_once(models: Path) -> None:
    words = 'one = ["x", " y", "x", 5, "", "e\u0302"]\ntwo = []\nthree = 1\n'
    (models / "a.toml").write_text(words, "utf-8")
    with pytest.raises(ModelError) as caught:
        load_words("a.toml", ("one", "two", "four"))
    places = [fault.rsplit(" @ ", 1)[1] for fault in caught.value.faults]
    assert places == ["a.toml: four", "a.toml: three", *(f"a.toml: one[{index}]" for index in range(1, 6)), "a.toml: two"]


def test_faults_of_tables(models: Path) -> None:
    (models / "a.toml").write_text('[one]\nhai = "2"\nba = -3\n[two]\n', "utf-8")
    with pytest.raises(ModelError) as caught:
        load_numbers("a.toml", ("one", "two", "three"))
    assert [fault.rsplit(" @ ", 1)[1] for fault in caught.value.faults] == ["a.toml: one.hai", "a.toml: one.ba", "a.toml: two", "a.toml: three"]
