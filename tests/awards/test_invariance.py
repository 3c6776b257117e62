"""What must not matter: Unicode forms, line ends, spelling of tones; what must: nothing but what was changed."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

import extractor
from extractor.records import AwardRecord

OLD_TONES = {"hòa": "hoà", "Hòa": "Hoà", "ủy": "uỷ", "Ủy": "Uỷ", "khỏe": "khoẻ", "thủy": "thuỷ", "Thủy": "Thuỷ"}


def said(record: AwardRecord) -> dict[str, object]:
    """A record without its places, id and evidence."""
    out = record.to_json()
    return {name: value for name, value in out.items() if name not in {"id", "evidence"}}


def old_tones(text: str) -> str:
    for new, old in OLD_TONES.items():
        text = text.replace(new, old)
    return text


def folded(records: list[dict[str, object]]) -> str:
    from extractor.language.fold import fold

    return fold(json.dumps(records, ensure_ascii=False, sort_keys=True))


@pytest.mark.parametrize(
    "change",
    [lambda text: unicodedata.normalize("NFD", text), lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, old_tones],
    ids=["NFD", "CRLF", "BOM", "old tones"],
)
def test_the_same_records(article: str, change) -> None:  # type: ignore[no-untyped-def]
    text = article.replace("Hải Miên", "Ủy ban Hòa Bình trao tin.\n\nHải Miên")
    before = [said(record) for record in extractor.extract(text).records]
    after = [said(record) for record in extractor.extract(change(text)).records]
    assert folded(after) == folded(before)


def test_every_span_is_the_words_it_was_read_from(article: str) -> None:
    for text in (article, unicodedata.normalize("NFD", article), article.replace("\n", "\r\n")):
        for record in extractor.extract(text).records:
            sentence = record.evidence.sentence.of(text)
            assert record.evidence.text == sentence
            assert unicodedata.normalize("NFC", record.evidence.spans["award"].of(text)) == record.award.text
            for span in record.evidence.spans.values():
                assert span.of(text).strip()


def test_ids_do_not_hang_on_the_layout(article: str) -> None:
    before = {record.id for record in extractor.extract(article).records}
    assert {record.id for record in extractor.extract(article.replace("\n\n", "\n\n\n").replace(". ", ".  ")).records} == before
    assert len(before) == len(extractor.extract(article).records)


def test_an_award_free_paragraph_changes_nothing_but_places(article: str) -> None:
    added = article.replace("Về cá nhân,", "Trời hôm ấy nắng, gió nhẹ trên cánh đồng.\n\nVề cá nhân,")
    assert [said(record) for record in extractor.extract(added).records] == [said(record) for record in extractor.extract(article).records]


def test_another_name_changes_the_name_and_nothing_else(article: str) -> None:
    before = [said(record) for record in extractor.extract(article).records]
    after = [said(record) for record in extractor.extract(article.replace("Trần Khải Nguyên", "Vừ Bá Sình")).records]
    for one, other in zip(before, after, strict=True):
        if one["recipient"]["name"] == "Trần Khải Nguyên":  # type: ignore[index]
            assert other["recipient"]["name"] == "Vừ Bá Sình"  # type: ignore[index]
            other["recipient"]["name"] = "Trần Khải Nguyên"  # type: ignore[index]
        assert one == other


@pytest.mark.slow
def test_spans_and_forms_on_real_articles(shared: Path) -> None:
    lines = (shared / "gold" / "press" / "docs.jsonl").read_text("utf-8").splitlines()
    lines += (shared / "gold" / "press" / "unlabelled.jsonl").read_text("utf-8").splitlines()
    pipeline = extractor.load()
    for line in lines:
        text = json.loads(line)["text"]
        records = pipeline.extract(text).records
        for record in records:
            for span in (record.evidence.sentence, *record.evidence.spans.values()):
                assert 0 <= span.start < span.end <= len(text)
            assert unicodedata.normalize("NFC", record.evidence.spans["award"].of(text)) == unicodedata.normalize("NFC", record.award.text)
        composed = [said(record) for record in pipeline.extract(unicodedata.normalize("NFC", text)).records]
        decomposed = [said(record) for record in pipeline.extract(unicodedata.normalize("NFD", text)).records]
        assert decomposed == composed
