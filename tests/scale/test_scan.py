"""The cheap no: whoever holds a record is never passed by, in whatever encoding and form."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable

import pytest
from conftest import ROOT
from encoded_forms import hexadecimal, named, numbered, tcvn3, tones_apart, vni, windows_1258
from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor.awards.catalogue import catalogue
from extractor.language.fold import fold
from extractor.language.normalise import normalise
from extractor.scale.scan import scan

# Written for these tests; no award in it.
PLAIN = (
    "Sáng nay, trời ở các xã ven biển nhiều mây, gió đông bắc cấp 4. Bà con ngư dân neo thuyền trong cảng, tranh thủ vá "
    "lưới và sửa máy. Theo đài khí tượng, đợt lạnh kéo dài đến cuối tuần, có thể mưa nhỏ; không khí nhộn nhịp hẳn lên. "
)
RECORDED = [award for award in catalogue().awards.values() if award.recorded]
NAMES = sorted(
    {f"{head} {alias}" for award in RECORDED for alias in award.aliases for head in award.heads}
    | {f'danh hiệu "{alias}"' for award in RECORDED if award.heads for alias in award.aliases}
    | {alias for award in RECORDED if not award.heads for alias in award.aliases}
    | {"Huy hiệu 30 năm tuổi Đảng"}
)
# "Cờ" alone counts beside other names only.
SHORT = sorted(f"danh hiệu {short}" for award in RECORDED for short in award.abbreviations if short.isupper())


def sentence(name: str) -> str:
    return f"{PLAIN}Năm 2019, bà Lê Thị Dao được tặng {name} cùng nhiều người khác. {PLAIN}"


def found(text: str) -> bool:
    plain = normalise(text).text
    return any(catalogue().awards[hit.award_id].recorded for hit in catalogue().find(plain, fold(plain)))


TEXTS: dict[str, Callable[[str], bytes]] = {
    "composed": str.encode,
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "tones apart": lambda text: tones_apart(text).encode(),
    "windows-1258": windows_1258,
    "TCVN3": lambda text: tcvn3(text).encode("latin-1", "replace"),
    "VNI": lambda text: vni(text).encode("latin-1", "replace"),
    "TCVN3 as Unicode": lambda text: tcvn3(text).encode(),
    "VNI as Unicode": lambda text: vni(text).encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "some broken": lambda text: text.encode() + b"\xe1\xba",
    "hard spaces": lambda text: text.replace(" ", "\u00a0").encode(),
    "thin spaces and invisible signs": lambda text: text.replace(" ", "\u2009\u200b").encode(),
    "lines": lambda text: text.replace(" ", "\r\n").encode(),
}


@pytest.mark.parametrize("form", TEXTS)
def test_every_name_is_seen_in_every_form(form: str) -> None:
    missed = [name for name in (*NAMES, *SHORT) if not scan().text(TEXTS[form](sentence(name)))]
    assert missed == []


def test_capitals_and_old_placement_of_tones() -> None:
    for name in NAMES:
        old = name.replace("òa", "oà").replace("óa", "oá").replace("ủy", "uỷ")
        for text in (name.upper(), name.title(), old, name.replace("ĩ", "ỹ").replace("ỉ", "ỷ")):
            if found(sentence(text)):
                assert scan().text(sentence(text).encode()), text


PAGES: dict[str, Callable[[str], str]] = {
    "paragraph": lambda name: f"<p>{sentence(name)}</p>",
    "numbered entities": lambda name: f"<p>{numbered(sentence(name))}</p>",
    "hexadecimal entities": lambda name: f"<p>{hexadecimal(sentence(name))}</p>",
    "named entities": lambda name: f"<p>{named(sentence(name))}</p>".replace(" ", "&nbsp;"),
    "every word bold": lambda name: "<p>" + " ".join(f"<b>{word}</b>" for word in sentence(name).split()) + "</p>",
    "drop caps": lambda name: "<p>" + " ".join(f"<span class='cap'>{word[0]}</span>{word[1:]}" for word in sentence(name).split()) + "</p>",
    "every letter in a tag": lambda name: "<p>" + "".join(f"<i>{char}</i>" if char != " " else char for char in sentence(name)) + "</p>",
    "broken lines": lambda name: "<p>" + "<br>".join(sentence(name).split()) + "</p>",
    "comments": lambda name: "<p>" + "<!-- x --> ".join(sentence(name).split()) + "</p>",
    "an arrow in an attribute": lambda name: "<p>" + " <b title='a > b'>x</b>".join([PLAIN, sentence(name)]) + "</p>",
    "description": lambda name: f'<meta name="description" content="{sentence(name).replace(chr(34), "&quot;")}"><p>{PLAIN}</p>',
    "data for machines": lambda name: (
        f'<script type="application/ld+json">{{"articleBody": {json.dumps(sentence(name))}}}</script><p>{PLAIN}</p>'
    ),
    "an unclosed script": lambda name: f"<p>{PLAIN}</p><script>{sentence(name)}",
    "a comment in an attribute": lambda name: f"<p title='<!--'>{sentence(name)}</p><!-- -->",
}  # fmt: skip


@pytest.mark.parametrize("form", PAGES)
def test_every_name_is_seen_in_every_page(form: str) -> None:
    missed = [name for name in NAMES if not scan().page(f"<html><body>{PAGES[form](name)}</body></html>".encode())]
    assert missed == []


def test_pages_in_old_encodings() -> None:
    for name in NAMES[::7]:
        page = f"<html><body><p>{sentence(name)}</p></body></html>"
        assert scan().page(windows_1258(page)) and scan().page(tcvn3(page).encode("latin-1", "replace")), name


def test_what_names_no_award_is_passed_by() -> None:
    for text in (PLAIN, PLAIN.upper(), unicodedata.normalize("NFD", PLAIN), "The quick brown fox. " * 50):
        assert not scan().text(text.encode())
        assert not scan().page(f"<html><script>var a = 1</script><p>{text}</p></html>".encode())
    for data in (windows_1258(PLAIN), tcvn3(PLAIN).encode("latin-1", "replace"), vni(PLAIN).encode("latin-1", "replace")):
        assert not scan().text(data)
    # Near the names in their plain letters, and told apart in pages.
    near = PLAIN + "Thế giới không thể bằng không; ngành y tế và thể thao cấp vốn hộ nghèo."
    assert not scan().page(f"<p>{near}</p>".encode())


def test_binary_files_are_left_to_those_who_read_them() -> None:
    for head in (b"%PDF-1.7", b"PK\x03\x04", b"\x1f\x8b"):
        assert scan().text(head + b"x" * 50) and scan().page(head + b"x" * 50)


GLUE = st.sampled_from([" ", "\n", "\u00a0", "\u200b", ", ", "-", " – ", '"', "“", "\t", "\u00ad", "…", ". ", "", "→", "•", "(", "1"])


@given(st.lists(st.tuples(st.sampled_from([word for name in (*NAMES, *SHORT) for word in name.split()]), GLUE), min_size=1, max_size=9))
def test_words_glued_in_any_way(words: list[tuple[str, str]]) -> None:
    text = PLAIN + "".join(word + glue for word, glue in words)
    if found(text):
        assert scan().text(text.encode())


@given(st.sampled_from([*NAMES, *SHORT]), GLUE, GLUE, st.randoms())
def test_a_name_between_anything(name: str, before: str, after: str, chance: random.Random) -> None:
    words = "".join(chance.choice([word.upper(), word, f"{word}\u200b"]) + " " for word in name.split()).strip()
    text = f"{PLAIN}tặng{before}{words}{after}cho bà Lê Thị Dao. {PLAIN}"
    if found(text):
        assert scan().text(text.encode())


def test_no_article_with_records_is_passed_by() -> None:
    """All articles of corpora/, in every form that keeps their letters."""
    pipeline = extractor.load()
    articles = [json.loads(line)["text"] for path in sorted((ROOT / "corpora").glob("*/docs.jsonl")) for line in path.read_text("utf-8").splitlines()]
    with_records = 0
    for text in articles[::3][:60]:
        if not any(catalogue().awards[hit.award_id].recorded for hit in catalogue().find(text, fold(text))):
            continue
        with_records += bool(pipeline.extract(text).records)
        for form in ("composed", "decomposed", "windows-1258"):
            assert scan().text(TEXTS[form](text)), text[:200]
    assert with_records > 5
