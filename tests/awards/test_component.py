from __future__ import annotations

import spacy


def test_records_and_mentions_on_a_doc() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "extractor.underthesea.v1"}}})
    nlp.add_pipe("award_records")
    text = "Năm 2019, bà Lê Thị Dao được Bộ trưởng Bộ Y tế tặng Bằng khen."
    doc = nlp(text)
    (record,) = doc._.award_records
    assert record["recipient"]["name"] == "Lê Thị Dao"
    mentions = {span.label_: span.text for span in doc.spans["award_mentions"]}
    assert mentions["authority"] == "Bộ trưởng Bộ Y tế"
    assert mentions["period"] == "Năm 2019"


def test_a_doc_without_awards_has_empty_lists() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("award_records")
    doc = nlp("Trời hôm nay đẹp.")
    assert doc._.award_records == []
    assert len(doc.spans["award_mentions"]) == 0
