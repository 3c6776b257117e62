"""Confidence: what is seen of a record decides, the weights are checked, and they are worth what they say."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

import extractor
from extractor.awards import confidence as module
from extractor.awards.explain import _Trace, explain
from extractor.errors import ModelError


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("calibrate_script", ROOT / "scripts" / "calibrate.py")
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded  # dataclasses look their module up
    spec.loader.exec_module(loaded)
    return loaded


SCRIPT = _script()


ARTICLE = """Vụ Kho quỹ gặp mặt cuối năm

Năm 2019, bà Lê Thị Dao, Trưởng phòng Tổng hợp, được Bộ trưởng Bộ Tài chính tặng Bằng khen.

Bảo tàng mở cửa lúc 8 giờ. Khách xếp hàng từ sớm. Trời se lạnh.

Cùng ngày, nhiều bạn được tặng bằng khen."""


def test_a_plain_record_is_surer_than_one_that_is_vague() -> None:
    article = extractor.read_text(ARTICLE)
    trace = _Trace(article)
    by_name = {record.recipient.name or record.recipient.group: record.confidence for record in trace.all_records}
    assert by_name["bạn"] < by_name["Lê Thị Dao"] <= 0.99
    assert [record.confidence >= module._least() for record in extractor.extract(ARTICLE).records] == [True] * len(
        extractor.extract(ARTICLE).records
    )


def test_the_sum_of_weights_is_a_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_weights", lambda: {"always": 0.0, "topic": -2.0, "list": 9.0})
    assert module.confidence(["always"]) == 0.5
    assert module.confidence(["always", "topic"]) == 0.12
    assert module.confidence(["always", "list", "a trait that nobody knows"]) == 0.99


def test_a_broken_file_tells_all_its_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "load_toml", lambda _: {"weight": {}, "least": 2, "weights": {"topic": "low"}})
    with pytest.raises(ModelError) as caught:
        module._weights.__wrapped__()
    assert [fault.partition(" @ ")[0] for fault in caught.value.faults] == [
        "unknown key 'weight'", "'least' is no number from 0 to below 1", "the weight of 'topic' is no number", "the weight of 'always' is missing",
    ]  # fmt: skip


def test_weights_are_learned_from_what_makes_records_wrong() -> None:
    case = SCRIPT.Case
    plain = [case("shared-s", str(n), ["always"], right=n % 10 > 0) for n in range(300)]
    guessed = [case("shared-s", str(n), ["always", "topic"], right=n % 5 == 0) for n in range(300)]
    told = plain + guessed
    weights = SCRIPT.measured(told)
    assert weights["always"] > 1.9 and weights["topic"] < -2.5
    chances = SCRIPT.cross_validated(told)
    assert SCRIPT.calibration_error(list(zip(chances, [one.right for one in told], strict=True))) < 0.05


def test_the_calibration_error_is_the_distance_from_the_share() -> None:
    assert SCRIPT.calibration_error([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0)
    assert SCRIPT.calibration_error([(0.9, False)] * 10) == pytest.approx(0.9)


def test_the_script_says_what_the_extractor_says() -> None:
    traits = ["always", "topic", "frame passive", "giver"]
    assert SCRIPT.chance(SCRIPT.Case("s", "1", traits, right=True), module._weights()) == module.confidence(traits)


@pytest.mark.slow
def test_on_the_development_sets_confidence_means_what_it_says(shared: Path) -> None:
    """Cross-validated: no article is judged by weights that it helped to measure."""
    told = SCRIPT.cases()
    both = [
        (chance, case.right) for chance, case in zip(SCRIPT.cross_validated(told), told, strict=True) if case.group.startswith("shared-")
    ]
    sure_ones = [right for chance, right in both if chance >= 0.9]
    assert len(sure_ones) > len(both) / 2
    assert sum(sure_ones) / len(sure_ones) >= 0.96
    assert SCRIPT.calibration_error(both) <= 0.05
    assert shared


def test_an_unlikely_record_is_left_out_and_explain_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_least", lambda: 0.995)
    assert not extractor.extract(ARTICLE).records
    told = "\n".join(explain(extractor.read_text(ARTICLE), at=ARTICLE.index("Bằng khen")))
    assert "left out: rather wrong than right" in told and "always +" in told
