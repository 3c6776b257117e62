"""The data files hold what the schema says; a broken one tells all its faults with file and place."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor import resources, schema_check
from extractor.awards import catalogue as catalogue_module
from extractor.awards.catalogue import Catalogue, catalogue
from extractor.awards.givers import Givers
from extractor.awards.organisations import organisations
from extractor.errors import ModelError
from extractor.resources import load_toml
from extractor.schema_check import check_table, flag, numbers, table, text, texts

BROKEN = """
heads = "Kỷ niệm chương"

[[award]]
id = "mot"
name = "Một"
kind = "huan_chuong"
classes = [3, 1]
recipients = ["individual", "dog"]
aliases = ["Một", "Một"]
levle = "tinh"

[[award]]
name = " Hai"
kind = "khac"
recipients = ["individual"]
generic = "yes"
aliases = ["Giấy khen", ""]

[[award]]
id = "mot"
name = "Ba"
kind = "khac"
recipients = ["individual"]
aliases = ["một"]
parent = "khong-co"
"""


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with one broken file of awards."""
    (tmp_path / "awards").mkdir()
    (tmp_path / "rules").mkdir()
    (tmp_path / "awards" / "x.toml").write_text(BROKEN, "utf-8")
    (tmp_path / "rules" / "award-names.toml").write_text('tails = ["a"]\nopen = ["b"]\n', "utf-8")
    monkeypatch.setattr(resources, "models_dir", lambda: tmp_path)
    return tmp_path


def test_a_broken_file_lists_all_its_faults(models: Path) -> None:
    with pytest.raises(ModelError) as caught:
        catalogue_module.catalogue.__wrapped__()
    faults = caught.value.faults
    first, second, third = (f"models/awards/x.toml: award {number}" for number in (1, 2, 3))
    assert "'heads' must be a list of words @ models/awards/x.toml" in faults
    assert f"'classes' must be a list of rising whole numbers @ {first} (mot)" in faults
    assert f"unknown key 'levle' (level?) @ {first} (mot)" in faults
    assert f"'aliases' holds twice: Một @ {first} (mot)" in faults
    assert any(
        fault.startswith("'kind' is 'huan_chuong', none of: ") and fault.endswith(f"@ {first} (mot)")
        for fault in faults
    )
    assert any(fault.startswith("'recipients' has an item that is 'dog'") for fault in faults)
    assert f"lacks 'id' @ {second} ( Hai)" in faults
    assert f"'name' must be one line of words without space around them @ {second} ( Hai)" in faults
    assert f"'generic' must be true or false @ {second} ( Hai)" in faults
    assert any(fault.startswith("'aliases' has an item that must be one line") for fault in faults)
    assert f"id used already in {first} (mot) @ {third} (mot)" in faults
    assert f"'một' is a name of mot already @ {third} (mot)" in faults
    assert f"no award 'khong-co' to be its parent @ {third} (mot)" in faults
    assert "lacks 'open_stops' @ models/rules/award-names.toml" in faults
    assert any(fault.startswith("unknown key 'open'") for fault in faults)
    assert models.name not in str(caught.value)


def test_a_file_that_is_no_toml_tells_its_line(models: Path) -> None:
    (models / "awards" / "x.toml").write_text("[[award]\nid = 1", "utf-8")
    with pytest.raises(ModelError, match=r"line 1"):
        catalogue_module.catalogue.__wrapped__()


def test_broken_rules_of_givers_list_all_their_faults() -> None:
    raw: dict[str, Any] = copy.deepcopy(load_toml("rules/givers.toml"))
    raw["rule"][0]["to"] = {"bang-khen": "khong-co"}
    raw["level"][0]["word"] = ["x"]
    del raw["foreign"]["heads"]
    raw["skipp"] = raw.pop("skip")
    with pytest.raises(ModelError) as caught:
        Givers(raw, catalogue().awards, organisations())
    assert len(caught.value.faults) == 4
    raw = copy.deepcopy(load_toml("rules/givers.toml"))
    raw["rule"][0]["to"] = {"bang-khen": "khong-co"}
    with pytest.raises(ModelError, match=r"no award 'khong-co' @ models/rules/givers.toml: rule 1"):
        Givers(raw, catalogue().awards, organisations())


def test_the_catalogue_is_whole() -> None:
    awards = Catalogue.load().awards
    assert len(awards) >= 221
    assert Catalogue.load() is catalogue()
    for award in awards.values():
        assert award.parent is None or award.parent in awards
        assert not award.generic or not award.level or award.id.startswith(("huan-chuong", "huy-chuong"))
        assert award.valid_to is None or award.valid_to[:4].strip("~").isdigit()


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        (text(), "a", ""),
        (text(), "a b", "a\nb"),
        (text(one_of=["a"]), "a", "b"),
        (texts(), ["a"], "a"),
        (texts(), [], ["a", "a"]),
        (texts(repeats=True), ["a", "a"], [1]),
        (numbers(), [1, 2], [2, 1]),
        (numbers(), [], [True]),
        (flag(), True, 1),
        (table(), {"a": "b"}, {"a": 1}),
    ],
)
def test_kinds_of_keys(key: Any, right: Any, wrong: Any) -> None:
    assert check_table({"k": right}, {"k": key}, "f") == []
    assert len(check_table({"k": wrong}, {"k": key}, "f")) == 1


def test_a_file_tells_all_its_faults_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"stops": "đã", "stop": [], "cue": [{"words": ["sẽ", "sẽ"]}], "rule": []}
    monkeypatch.setattr(schema_check, "load_toml", lambda _: broken)
    with pytest.raises(ModelError) as caught:
        schema_check.load_checked("a.toml", {"stops": texts(), "words": texts(required=True)}, cue={"words": texts()}, rule={})
    assert caught.value.faults == [
        "lacks 'words' @ models/a.toml", "'stops' must be a list of words @ models/a.toml", "unknown key 'stop' (stops?) @ models/a.toml",
        "'words' holds twice: sẽ @ models/a.toml: cue 1", "holds no [[rule]] @ models/a.toml",
    ]  # fmt: skip


def test_every_toml_file_reads() -> None:
    for path in resources.models_dir().rglob("*.toml"):
        tomllib.loads(path.read_text("utf-8"))
