"""How kinds of unit stand to each other."""

from __future__ import annotations

import pytest

from extractor import schema_check
from extractor.awards.relations import relations
from extractor.errors import ModelError


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [("phòng", "vụ", True), ("xí nghiệp", "tổng công ti", True), ("xí nghiệp", "trường", False), ("đại đội", "trung đoàn", True)],
)
def test_parts(part: str, whole: str, expected: bool) -> None:
    assert relations().is_part(part, whole) is expected


@pytest.mark.parametrize(
    ("giver", "office"),
    [
        ("bộ trưởng bộ y tế", "bộ"),
        ("chủ tịch ubnd tp đà lạt", "ubnd thành phố"),
        ("lđlđ tỉnh sơn la", "công đoàn"),
        ("ông lò văn quẻ", None),
    ],
)
def test_offices(giver: str, office: str | None) -> None:
    assert relations().office(giver) == office


def test_all_faults_are_told_with_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_check, "load_toml", lambda _: {"areas": "xã", "part": [{"of": "sở"}]})
    with pytest.raises(ModelError) as error:
        relations.__wrapped__()
    told = str(error.value)
    assert "'areas' must be a list of words @ models/organisations/relations.toml" in told
    assert "lacks 'homes'" in told
    assert "lacks 'units' @ models/organisations/relations.toml: part 1" in told
